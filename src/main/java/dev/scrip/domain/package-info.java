/**
 * The domain: amounts, operations, outcomes, refusals and the definition of a ledger. It imports
 * the JDK alone, and contains nothing of Redis, JSON or HTTP.
 */
package dev.scrip.domain;
