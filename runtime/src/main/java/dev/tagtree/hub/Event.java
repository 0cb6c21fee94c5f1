// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.hub.EventEncoder.Reason;
import dev.tagtree.log.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * One encoded event, shared by every connection that may see it; or a mark that this node has lost
 * continuity here, which makes every connection that meets it resync. Never changes after it was
 * put into the ring, nor do its bytes.
 *
 * @param seq its place in this node's ring, dense
 * @param cursor its position in the log
 * @param tag what it concerns, unresolved; of a mark, the root
 * @param nanos when it reached this node, on the node's monotonic clock
 * @param lost of a mark, why; else null
 * @param chunk holds its bytes
 * @param start its first byte in the chunk
 * @param end behind its last byte in the chunk; a mark has none
 */
record Event(
    long seq,
    Cursor cursor,
    Tag tag,
    long nanos,
    @Nullable Reason lost,
    byte[] chunk,
    int start,
    int end) {

  int bytes() {
    return end - start;
  }

  /** {@return whether {@code next} is an event whose bytes stand right behind these} */
  boolean adjoins(Event next) {
    return chunk == next.chunk && end == next.start && next.lost == null;
  }
}
