/**
 * The health of the application over HTTP: {@code /q/health/live} and {@code /q/health/ready}.
 * Where there is no HTTP server, as in the flavour for AWS Lambda, none of this is a bean.
 */
package dev.scrip.health;
