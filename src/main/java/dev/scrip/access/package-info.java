/**
 * Who is calling and what they may do: one table of roles, and one guard that every function passes
 * through, whatever triggered it.
 */
package dev.scrip.access;
