/**
 * The functions, one file for each operation of the ledger: what it asks for, what it replies, and
 * the method that runs it. A function knows neither what triggered it nor how Redis is spoken to;
 * the few classes that are no function hold what all of them share.
 */
package dev.scrip.function;
