/** Tests of the API description: its generation, its consistency, and the replies it declares. */
package dev.scrip.openapi;
