/**
 * The Vert.x adapter: authenticates requests, converts them to plain values and sends the replies.
 */
package dev.scrip.http;
