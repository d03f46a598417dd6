/**
 * What HTTP adds to the functions: problem replies, the method guard, reads by GET and the
 * Idempotency-Key header.
 */
package dev.scrip.http;
