// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * One encoded event, shared by every connection that may see it; or a mark that this node has lost
 * continuity here, which makes every connection that meets it resync. Nothing of it changes after
 * it was put into the ring, its bytes neither, but that a later event may say the same.
 */
final class Event {
  private final long seq;
  private final Cursor cursor;
  private final Tag tag;
  private final long nanos;
  private final @Nullable Reason lost;
  private final Frame frame;

  /** The next event with this tag, which says all that this one does; written by the tail. */
  private volatile long repeated = Long.MAX_VALUE;

  /**
   * An event that is about to be put into the ring.
   *
   * @param seq its place in this node's ring, dense
   * @param cursor its position in the log
   * @param tag what it concerns, unresolved; of a mark, the root
   * @param nanos when it reached this node, on the node's monotonic clock
   * @param lost of a mark, why; else null
   * @param frame its encoded form; of a mark, {@link Frame#NONE}
   */
  Event(long seq, Cursor cursor, Tag tag, long nanos, @Nullable Reason lost, Frame frame) {
    this.seq = seq;
    this.cursor = cursor;
    this.tag = tag;
    this.nanos = nanos;
    this.lost = lost;
    this.frame = frame;
  }

  long seq() {
    return seq;
  }

  Cursor cursor() {
    return cursor;
  }

  Tag tag() {
    return tag;
  }

  long nanos() {
    return nanos;
  }

  @Nullable Reason lost() {
    return lost;
  }

  /** {@return its encoded form} */
  Frame frame() {
    return frame;
  }

  /** {@return its bytes in a stream, which nobody changes} */
  byte[] bytes() {
    return frame.bytes();
  }

  /** Notes that a later event has the same tag. Called by the tail. */
  void repeatedBy(Event later) {
    repeated = later.seq;
  }

  /**
   * {@return whether a reader that will look at all events before {@code end} may leave this one
   * out, because one of them says the same} Whoever leaves it out and goes away comes back with a
   * position before that one, and gets it then.
   */
  boolean isRepeatedBefore(long end) {
    return repeated < end;
  }
}
