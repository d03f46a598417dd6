/**
 * Support for dev and test mode: an embedded Redis and the banner of dev mode. Neither is active in
 * the packaged application.
 */
package dev.scrip.dev;
