/**
 * What a ledger is: amounts, operations, outcomes, refusals and the definition of a ledger. Nothing
 * here knows of Redis, JSON or HTTP; it imports the JDK alone.
 */
package dev.scrip.domain;
