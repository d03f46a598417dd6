/** What is under {@code deploy/}, held against the code: nothing here can run it all. */
package dev.scrip.deploy;
