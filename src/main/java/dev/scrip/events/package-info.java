/** The stream of a ledger's events over HTTP, read from its journal. */
package dev.scrip.events;
