// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.TagIndex;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The search among the events that are kept for those that a filter wants; for clients that come
 * back. Confined to one I/O thread.
 *
 * <p>One client is judged by looking at the events one by one. When many come back, as after a
 * proxy's restart, that costs more than to build an index of the tags; it is built when so much was
 * looked at that it would have paid, and caught up on when it pays again.
 */
final class Recall {
  /** Indexing an event takes about as long as comparing its tag with so many others. */
  private static final int INDEXING = 8;

  /** The newest event of one tag. */
  private record Newest(long seq, Tag tag) {}

  /** What the index keeps: changed in place when the tag comes again. */
  private static final class Slot {
    private Newest newest;

    /** The oldest event with this tag that may have to be looked at, too. */
    private long standing;

    private Slot(Newest newest) {
      this.newest = newest;
      this.standing = newest.seq();
    }

    /** {@return whether an event says all that those before it do} */
    private boolean isSaidBy(Event event, EventRing ring) {
      Event before = ring.get(standing);
      return before == null ? standing == newest.seq() : before.isRepeatedBefore(event.seq() + 1);
    }
  }

  /**
   * Where the events are that a filter wants.
   *
   * @param first the first one
   * @param end behind the last one; {@code first} if there is none
   */
  record Range(long first, long end) {
    boolean isEmpty() {
      return first == end;
    }

    private Range with(long seq) {
      return isEmpty()
          ? new Range(seq, seq + 1)
          : new Range(Math.min(first, seq), Math.max(end, seq + 1));
    }
  }

  private final EventRing ring;
  private final TagIndex<Slot> index = new TagIndex<>();

  /** What the index holds, oldest first; an entry whose tag came again is out of date. */
  private final ArrayDeque<Newest> entries = new ArrayDeque<>();

  private long indexed;

  /** Comparisons that an index would have spared so far. */
  private long spent;

  Recall(EventRing ring) {
    this.ring = ring;
  }

  /**
   * {@return where the events from {@code first} up to {@code end} are that a filter wants}
   *
   * <p>What falls off meanwhile may be missing, so the caller asks the ring afterwards whether it
   * kept all.
   */
  Range find(Filter filter, long first, long end) {
    if (filter.wantsAll()) {
      return new Range(first, end);
    }
    spent += (end - first) * filter.tags().size();
    if (spent < INDEXING * (end - Math.max(indexed, ring.oldest()))) {
      return compare(filter, first, end);
    }
    spent = 0;
    index(end);
    return lookUp(filter.tags(), first, end);
  }

  private Range compare(Filter filter, long first, long end) {
    Range range = new Range(first, first);
    for (long seq = first; seq < end; seq++) {
      Event event = ring.get(seq);
      if (event != null && !event.isRepeatedBefore(end) && filter.concerns(event.tag())) {
        range = range.with(seq);
      }
    }
    return range;
  }

  private Range lookUp(List<Tag> tags, long first, long end) {
    Range[] range = {new Range(first, first)};
    for (Tag tag : tags) {
      index.forEachOverlapping(
          tag,
          slot -> {
            long seq = slot.newest.seq();
            if (seq >= first && seq < end) {
              range[0] = range[0].with(seq).with(Math.max(first, slot.standing));
            }
          });
    }
    return range[0];
  }

  private void index(long end) {
    long oldest = ring.oldest();
    while (!entries.isEmpty() && entries.element().seq() < oldest) {
      forget(entries.remove());
    }
    for (long seq = Math.max(indexed, oldest); seq < end; seq++) {
      Event event = ring.get(seq);
      if (event != null) {
        Newest newest = new Newest(seq, event.tag());
        Slot slot = index.computeIfAbsent(event.tag(), () -> new Slot(newest));
        if (slot.isSaidBy(event, ring)) {
          slot.standing = seq;
        }
        slot.newest = newest;
        entries.add(newest);
      }
    }
    indexed = Math.max(indexed, end);
  }

  private void forget(Newest entry) {
    Slot slot = index.remove(entry.tag());
    if (slot != null && slot.newest != entry) {
      index.computeIfAbsent(entry.tag(), () -> slot);
    }
  }
}
