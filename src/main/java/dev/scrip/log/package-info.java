/** The log: what is changed in messages and exceptions before they are written. */
package dev.scrip.log;
