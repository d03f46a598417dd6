/**
 * Batches: the function {@code batch}, and the execution of many operations in few calls to the
 * store, which queues use too.
 */
package dev.scrip.batch;
