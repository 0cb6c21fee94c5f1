// SPDX-License-Identifier: Apache-2.0
/**
 * The servers. Each listens on the port that is its argument for {@code GET /events}, a stream of
 * all events, or with {@code ?tag=} of those for one tag; and on the next port for what is to be
 * published.
 */
package dev.tagtree.fanout.server;
