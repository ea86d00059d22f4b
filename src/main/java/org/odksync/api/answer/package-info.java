/**
 * The answers of the API as they are described to programs, with names in snake case. Nothing is
 * made from them: the answers are JSON from the start.
 */
package org.odksync.api.answer;
