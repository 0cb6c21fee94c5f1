// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Retention;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of one node, encoded once, in log order.
 *
 * <pre>
 *    floor.seq            reader            head.seq
 *        ▼                  ▼                  ▼
 *  ──┬───┬───┬───┬───┬───┬───┬───┬───┬───┬───┬──      slots: seq modulo their number
 *    │   │ E │ E │ E │ E │ E │ E │ E │ E │ E │
 *  ──┴───┴───┴───┴───┴───┴───┴───┴───┴───┴───┴──
 * </pre>
 *
 * <p>One thread writes ({@link Tail}); any thread reads without a lock. An event and its bytes are
 * never changed or reused, so a reader that holds one may finish it after it fell off: what it
 * loses is counted, never torn.
 *
 * <p>The floor rises before a slot is emptied. So whoever looks at slots first and at the floor
 * afterwards knows whether what was needed was there all the while: {@link #keepsAllAfter}, {@link
 * #keepsAllSince}.
 */
final class EventRing {
  /**
   * Where what is kept begins.
   *
   * @param seq the oldest event that is kept
   * @param cursor the position before it; resuming from here or later loses nothing
   * @param nanos when the newest event that is not kept reached this node; data that was requested
   *     later is proven by what is kept
   */
  private record Floor(long seq, Cursor cursor, long nanos) {}

  /**
   * Where what is published ends.
   *
   * @param seq behind the newest event
   * @param cursor the position of the newest event, or where the log began
   */
  record Head(long seq, Cursor cursor) {}

  /**
   * Where continuity was lost last.
   *
   * @param seq of the mark
   * @param reason why
   */
  private record Break(long seq, Reason reason) {}

  private final Retention retention;
  private final AtomicReferenceArray<@Nullable Event> slots;
  private final int mask;

  // Written and read by the tail only.
  private long next;
  private long bytes;
  private Cursor last;

  /** Of each tag, the newest event that is kept. */
  private final Map<Tag, Event> newest = new HashMap<>();

  /** What every I/O thread has looked at; from here on somebody has not. */
  private long seen;

  private final Unseen unseen = new Unseen();

  // Written by the tail, read by all.
  private volatile Floor floor;
  private volatile Head head;
  private volatile Break lastBreak = new Break(-1, Reason.OVERFLOW);

  EventRing(Retention retention, Cursor start, long nanos) {
    this.retention = retention;
    int length = Integer.highestOneBit(Math.max(1, retention.entries() - 1)) << 1;
    this.slots = new AtomicReferenceArray<>(length);
    this.mask = length - 1;
    this.last = start;
    this.floor = new Floor(0, start, nanos);
    this.head = new Head(0, start);
  }

  // Called by the tail only.

  /** Notes up to where the slowest I/O thread has come; one that is new begins at the head. */
  void readersAt(long slowest) {
    seen = Math.min(slowest, head.seq());
    unseen.passed(seen);
  }

  /**
   * Puts an event behind the others; nobody sees it before {@link #publish}.
   *
   * @param repeats whether it stands for an earlier one with its tag, wherever a client goes on
   *     that has seen what is between them
   */
  void add(Cursor cursor, Tag tag, Frame frame, long nanos, boolean repeats) {
    Event event = new Event(next, cursor, tag, nanos, null, frame);
    put(event);
    Event earlier = newest.put(tag, event);
    if (earlier != null && repeats) {
      earlier.repeatedBy(event);
    }
  }

  /** Marks that continuity is lost here: what came before proves nothing any more. */
  void mark(Cursor cursor, Reason reason, long nanos) {
    lastBreak = new Break(next, reason);
    while (floor.seq() < next) {
      dropOldest();
    }
    floor = new Floor(next, cursor, nanos);
    put(new Event(next, cursor, Tag.root(), nanos, reason, Frame.NONE));
  }

  private void put(Event event) {
    bytes += event.bytes().length;
    while (floor.seq() < next && exceeds(event.nanos())) {
      dropOldest();
    }
    slots.setRelease(slot(next), event);
    last = event.cursor();
    next++;
  }

  private boolean exceeds(long nanos) {
    Event oldest = slots.getPlain(slot(floor.seq()));
    return next - floor.seq() >= retention.entries()
        || bytes > retention.bytes()
        || oldest != null && nanos - oldest.nanos() > retention.time().toNanos();
  }

  private void dropOldest() {
    long oldest = floor.seq();
    Event dropped = slots.getPlain(slot(oldest));
    if (dropped == null || dropped.seq() != oldest) {
      throw new IllegalStateException("the ring lost event " + oldest);
    }
    if (oldest >= seen) {
      unseen.add(oldest, dropped.tag());
    }
    newest.remove(dropped.tag(), dropped);
    floor = new Floor(oldest + 1, dropped.cursor(), dropped.nanos());
    slots.setRelease(slot(oldest), null);
    bytes -= dropped.bytes().length;
  }

  /** Shows everything that was added. */
  void publish() {
    head = new Head(next, last);
  }

  // Called by any thread.

  /** {@return where what is published ends; a volatile read, on which waking relies} */
  Head head() {
    return head;
  }

  /** {@return the event, or null if it has fallen off} */
  @Nullable Event get(long seq) {
    Event event = slots.getAcquire(slot(seq));
    return event != null && event.seq() == seq ? event : null;
  }

  /** {@return the oldest event that is kept} */
  long oldest() {
    return floor.seq();
  }

  /** {@return the tags of events from here on that fell off before every I/O thread saw them} */
  List<Tag> unseenSince(long seq) {
    return unseen.since(seq);
  }

  /** {@return why an event is not kept any more} */
  Reason whyLost(long seq) {
    Break last = lastBreak;
    return seq < last.seq() ? last.reason() : Reason.OVERFLOW;
  }

  private int slot(long seq) {
    return (int) seq & mask;
  }

  /** {@return whether everything behind a position is, and was until now, kept} */
  boolean keepsAllAfter(Cursor cursor) {
    Cursor lowest = floor.cursor();
    return lowest.isSameHistoryAs(cursor) && !cursor.isBefore(lowest);
  }

  /** {@return whether everything that reached this node since then is, and was until now, kept} */
  boolean keepsAllSince(long nanos) {
    return floor.nanos() - nanos < 0;
  }

  /** {@return the first seq up to {@code end} whose offset is above {@code offset}} */
  long firstAbove(long offset, long end) {
    return search(end, event -> event.cursor().offset() > offset);
  }

  /** {@return the first seq up to {@code end} that reached this node at or after a time} */
  long firstSince(long nanos, long end) {
    return search(end, event -> event.nanos() - nanos >= 0);
  }

  /** {@return the first seq whose event holds; what has fallen off counts as too early} */
  private long search(long end, Predicate<Event> late) {
    long low = Math.min(floor.seq(), end);
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
