/** The API description, held against the functions and what they really reply. */
package dev.scrip.openapi;
