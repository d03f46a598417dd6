/**
 * What dev and test have that production has not: a real Redis that starts by itself, and a word on
 * the console about how to begin. Nothing here is in the packaged application's way.
 */
package dev.scrip.dev;
