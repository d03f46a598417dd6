/** The documentation, held against the code. */
package dev.scrip.docs;
