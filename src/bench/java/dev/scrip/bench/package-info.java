/**
 * Benchmarks of the packaged application over HTTP, beside a function that does nothing and a small
 * server on Node. {@code src/bench/run} builds all of them and runs the benchmarks.
 */
package dev.scrip.bench;
