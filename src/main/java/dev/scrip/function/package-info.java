/**
 * The functions: one class for each, with its request, its reply and the method that executes it,
 * and the classes that they share. A function depends neither on the trigger nor on Redis.
 */
package dev.scrip.function;
