/** The settings, typed, and judged before anything else starts. */
package dev.scrip.config;
