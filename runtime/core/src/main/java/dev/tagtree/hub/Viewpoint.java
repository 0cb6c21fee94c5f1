// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

/**
 * The place and the moment from which it is judged what a client has missed.
 *
 * @param ring what is kept
 * @param recall finds in it what a filter wants
 * @param head up to where it was looked at, and the position there
 * @param now the time on the node's monotonic clock
 */
record Viewpoint(EventRing ring, Recall recall, EventRing.Head head, long now) {}
