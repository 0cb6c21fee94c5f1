// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;

/**
 * One encoded event, shared by every connection that may see it. Never changes after it was put
 * into the ring, nor do its bytes.
 *
 * @param seq its place in this node's ring, dense
 * @param cursor its position in the log
 * @param tag what it concerns, unresolved; the root for a resync
 * @param nanos when it reached this node, on the node's monotonic clock
 * @param resync whether it tells everybody to refetch, because the node has lost continuity
 * @param chunk holds its bytes
 * @param start its first byte in the chunk
 * @param end behind its last byte in the chunk
 */
record Event(
    long seq,
    Cursor cursor,
    Tag tag,
    long nanos,
    boolean resync,
    byte[] chunk,
    int start,
    int end) {

  int bytes() {
    return end - start;
  }

  /** {@return whether {@code next} stands right behind this in the same chunk} */
  boolean adjoins(Event next) {
    return chunk == next.chunk && end == next.start;
  }
}
