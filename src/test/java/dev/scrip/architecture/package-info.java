/** What holds for the code as a whole: which way its layers lean, and what its parts are called. */
package dev.scrip.architecture;
