/** The constraints of request fields. Their messages are in ValidationMessages.properties. */
package dev.scrip.function.constraint;
