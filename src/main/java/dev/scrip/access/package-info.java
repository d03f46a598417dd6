/**
 * Access control: who the caller is, the table of functions with the role that each requires, and
 * the guard that checks every call, from any trigger.
 */
package dev.scrip.access;
