/**
 * What AWS adds: thin handlers that take the events of API Gateway, of SQS and of EventBridge
 * Scheduler, and leave everything else to what all triggers share. They are written against the
 * plain interfaces of AWS Lambda; what runs them is only in the build of the Maven profile {@code
 * lambda}. One binary holds them all, and {@code QUARKUS_LAMBDA_HANDLER} chooses.
 */
package dev.scrip.lambda;
