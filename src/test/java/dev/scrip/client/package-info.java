/** Clients of the application for tests: function calls, problems and event streams over HTTP. */
package dev.scrip.client;
