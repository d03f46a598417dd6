/**
 * Access control: who the caller is, the table of functions with the role that each requires, and
 * the guard that every call passes, whichever trigger made it.
 */
package dev.scrip.access;
