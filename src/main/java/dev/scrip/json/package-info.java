/** JSON: the strict binding of requests, its errors, and the problem details of refusals. */
package dev.scrip.json;
