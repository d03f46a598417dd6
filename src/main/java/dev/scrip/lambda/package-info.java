/**
 * The handlers of AWS Lambda: for API Gateway, SQS and EventBridge Scheduler. They implement the
 * interfaces of AWS Lambda; only the build of the Maven profile {@code lambda} contains the
 * runtime. One binary contains them all, and {@code QUARKUS_LAMBDA_HANDLER} selects one.
 */
package dev.scrip.lambda;
