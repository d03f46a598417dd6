/**
 * Batches: the function {@code batch}, and the execution of calls that were sent together, which
 * queues use too.
 */
package dev.scrip.batch;
