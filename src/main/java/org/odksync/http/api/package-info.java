/**
 * Parameters and answers of requests to {@code /api}. The contents come from the routes; {@code
 * openapi.json} is the contract.
 */
package org.odksync.http.api;
