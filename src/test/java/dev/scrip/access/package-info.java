/** Tokens, who may do what, and what a holder must not learn. */
package dev.scrip.access;
