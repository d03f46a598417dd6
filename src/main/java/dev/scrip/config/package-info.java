/** The settings: their types, and the checks that run before the application starts. */
package dev.scrip.config;
