// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Retention;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of one node, encoded once, in log order.
 *
 * <pre>
 *    floor.seq            reader            head
 *        ▼                  ▼                ▼
 *  ──┬───┬───┬───┬───┬───┬───┬───┬───┬───┬───┐      slots: seq modulo their number
 *    │   │ E │ E │ E │ E │ E │ E │ E │ E │ E │
 *  ──┴───┴─┬─┴───┴───┴───┴───┴───┴───┴───┴─┬─┘
 *          ▼                               ▼
 *    [chunk, 64 KiB, append-only][chunk …          bytes: a run of events is one write
 * </pre>
 *
 * <p>One thread writes ({@link Tail}); any thread reads without a lock. An event and its bytes are
 * never changed or reused, so a reader that holds one may finish it after it fell off: what it
 * loses is counted, never torn.
 */
final class EventRing {
  private static final int CHUNK_BYTES = 64 << 10;

  /**
   * Where what is kept begins.
   *
   * @param seq the oldest event that is kept
   * @param cursor the position before it; resuming from here or later loses nothing
   * @param nanos when the newest event that is not kept reached this node; data that was requested
   *     later is proven by what is kept
   */
  record Floor(long seq, Cursor cursor, long nanos) {}

  /**
   * Where what is published ends.
   *
   * @param seq behind the newest event
   * @param cursor the position of the newest event, or where the log began
   */
  record Head(long seq, Cursor cursor) {}

  private final Retention retention;
  private final AtomicReferenceArray<@Nullable Event> slots;
  private final int mask;

  // Written by the tail only.
  private byte[] chunk = new byte[CHUNK_BYTES];
  private int used;
  private long next;
  private long bytes;
  private Floor lowest;
  private Cursor last;

  // Written by the tail, read by all.
  private volatile Floor floor;
  private volatile Head head;

  EventRing(Retention retention, Cursor start, long nanos) {
    this.retention = retention;
    int length = Integer.highestOneBit(Math.max(1, retention.entries() - 1)) << 1;
    this.slots = new AtomicReferenceArray<>(length);
    this.mask = length - 1;
    this.lowest = new Floor(0, start, nanos);
    this.floor = lowest;
    this.head = new Head(0, start);
    this.last = start;
  }

  /** Puts an event behind the others; nobody sees it before {@link #publish}. Tail only. */
  void add(Cursor cursor, Tag tag, boolean resync, byte[] encoded, long nanos) {
    if (resync) {
      while (lowest.seq() < next) {
        dropOldest(); // what came before proves nothing any more
      }
      lowest = new Floor(next, cursor, nanos);
    }
    if (encoded.length > chunk.length - used) {
      chunk = new byte[Math.max(CHUNK_BYTES, encoded.length)];
      used = 0;
    }
    System.arraycopy(encoded, 0, chunk, used, encoded.length);
    Event event = new Event(next, cursor, tag, nanos, resync, chunk, used, used + encoded.length);
    used += encoded.length;
    bytes += encoded.length;
    while (next - lowest.seq() >= retention.entries()
        || bytes > retention.bytes() && lowest.seq() < next) {
      dropOldest();
    }
    slots.setRelease((int) next & mask, event);
    last = cursor;
    next++;
  }

  private void dropOldest() {
    int slot = (int) lowest.seq() & mask;
    Event dropped = slots.getPlain(slot);
    if (dropped == null || dropped.seq() != lowest.seq()) {
      throw new IllegalStateException("the ring lost event " + lowest.seq());
    }
    slots.setRelease(slot, null);
    bytes -= dropped.bytes();
    lowest = new Floor(lowest.seq() + 1, dropped.cursor(), dropped.nanos());
  }

  /** Shows everything that was added. Tail only. */
  void publish() {
    floor = lowest;
    head = new Head(next, last);
  }

  /** {@return where what is kept begins} */
  Floor floor() {
    return floor;
  }

  /** {@return where what is published ends; a volatile read, on which waking relies} */
  Head head() {
    return head;
  }

  /** {@return the event, or null if it has fallen off} */
  @Nullable Event get(long seq) {
    Event event = slots.getAcquire((int) seq & mask);
    return event != null && event.seq() == seq ? event : null;
  }

  /** {@return how many events fit} */
  int capacity() {
    return retention.entries();
  }

  /** {@return the first seq up to {@code end} whose cursor is above an offset of the same epoch} */
  long firstAbove(long offset, long end) {
    return search(end, event -> event.cursor().offset() > offset);
  }

  /** {@return the first seq up to {@code end} that reached this node at or after a time} */
  long firstSince(long nanos, long end) {
    return search(end, event -> event.nanos() - nanos >= 0);
  }

  /** {@return the first seq whose event holds; what has fallen off counts as too early} */
  private long search(long end, Predicate<Event> late) {
    long low = floor.seq();
    long high = end;
    while (low < high) {
      long middle = (low + high) >>> 1;
      Event event = get(middle);
      if (event != null && late.test(event)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
