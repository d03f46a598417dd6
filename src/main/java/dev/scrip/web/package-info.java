/**
 * HTTP requests and replies as plain values, and their processing, shared by the HTTP server and
 * API Gateway.
 */
package dev.scrip.web;
