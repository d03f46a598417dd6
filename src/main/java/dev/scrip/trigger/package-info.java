/**
 * What all triggers share: the dispatcher that calls functions by name, strict binding of JSON, the
 * envelopes of messages, what a queue and a timer do with theirs, and the rules for requests over
 * the web that hold whichever server takes them.
 */
package dev.scrip.trigger;
