/** What all triggers share: strict binding of JSON, and the names of the functions that write. */
package dev.scrip.trigger;
