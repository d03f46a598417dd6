/**
 * Messages: their envelopes, the execution of the messages of a queue, and the execution of the
 * message of a schedule.
 */
package dev.scrip.message;
