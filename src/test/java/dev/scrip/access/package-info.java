/** Tokens, the permissions of callers, and the redaction of replies to account owners. */
package dev.scrip.access;
