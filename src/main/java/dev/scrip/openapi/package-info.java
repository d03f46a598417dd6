/**
 * The OpenAPI filter: completes the API description, {@code META-INF/openapi.yaml}, at build time
 * from the table of functions. Nothing of it runs in the application.
 */
package dev.scrip.openapi;
