// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events that a connection wants next, put together for one write. Connections that want the
 * same from the same event on, which is the rule, share it: what is walked, matched and copied is
 * so once, and the socket takes the bytes from outside the heap. One for each I/O thread.
 */
final class Run {
  /** Most bytes of one write, so that one connection does not hold up the others of its thread. */
  static final int MAX_BYTES = 64 << 10;

  /** Most events of one write. */
  private static final int MAX_EVENTS = 1_024;

  // What is there at first; it grows, as most threads never have so much to write at once.
  private static final int FIRST_BYTES = 2 << 10;
  private static final int FIRST_EVENTS = 16;

  private final EventRing ring;

  /** Outside the heap as soon as there is something in it. */
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  private final List<Event> events = new ArrayList<>(FIRST_EVENTS);

  /** Where each event ends in the bytes. */
  private int[] ends = new int[FIRST_EVENTS];

  // What it was collected for.
  private Filter filter = Filter.ALL;
  private long first = -1;
  private long until;
  private long scanned;

  /** The next event to look at. */
  private long next;

  /** Why that one cannot be had any more. */
  private @Nullable Reason lost;

  Run(EventRing ring) {
    this.ring = ring;
  }

  /**
   * Collects what a filter wants from {@code first} on, as much as one write holds.
   *
   * @param until behind the last event that may be wanted
   * @param scanned behind the last event that the thread has looked at; what comes again before
   *     that is left out
   */
  void collect(Filter filter, long first, long until, long scanned) {
    if (first == this.first
        && until == this.until
        && scanned == this.scanned
        && (filter == this.filter || filter.equals(this.filter))) {
      return; // it holds that already
    }
    this.filter = filter;
    this.first = first;
    this.until = until;
    this.scanned = scanned;
    events.clear();
    lost = null;
    bytes.clear();
    next = first;
    while (next < until && take(ring.get(next))) {
      next++;
    }
    bytes.flip();
  }

  /** Takes or passes over an event; false if the run ends before it. */
  private boolean take(@Nullable Event event) {
    if (event == null) {
      lost = ring.whyLost(next);
    } else if (event.lost() != null) {
      lost = event.lost();
    } else if (!event.isRepeatedBefore(scanned) && filter.concerns(event.tag())) {
      return add(event);
    }
    return lost == null;
  }

  private boolean add(Event event) {
    int end = bytes.position() + event.bytes().length;
    if (size() == MAX_EVENTS || end > MAX_BYTES) {
      return false;
    }
    grow(end);
    bytes.put(event.bytes());
    ends[size()] = end;
    events.add(event);
    return true;
  }

  /** Makes room for one more event, which ends there. */
  private void grow(int end) {
    if (size() == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size());
    }
    if (end > bytes.capacity()) {
      int capacity = Math.max(FIRST_BYTES, Integer.highestOneBit(end - 1) << 1);
      bytes = ByteBuffer.allocateDirect(capacity).put(bytes.flip());
    }
  }

  /** {@return how many events it holds} */
  int size() {
    return events.size();
  }

  /** Says each event that it holds, in order. */
  void forEach(Consumer<Event> action) {
    events.forEach(action);
  }

  /** {@return the last event that it holds; there is one} */
  Event last() {
    return events.get(size() - 1);
  }

  /** {@return the next event to look at, when all of it was written} */
  long next() {
    return next;
  }

  /** {@return why the event at {@link #next} cannot be had; null if it can, or there is none} */
  @Nullable Reason lost() {
    return lost;
  }

  /** {@return all its bytes, to be written} */
  ByteBuffer toBuffer() {
    return bytes.duplicate();
  }

  /** {@return how many events have at least begun in the first bytes} */
  int begun(int written) {
    int begun = 0;
    while (begun < size() && (begun == 0 ? 0 : ends[begun - 1]) < written) {
      begun++;
    }
    return begun;
  }

  /** {@return the next event to look at, when so many have gone out, or will as a rest} */
  long after(int begun) {
    return begun == 0 ? first : events.get(begun - 1).seq() + 1;
  }

  /** {@return a copy of what is missing of the last event that has begun; empty if nothing is} */
  byte[] rest(int written) {
    int begun = begun(written);
    byte[] rest = new byte[begun == 0 ? 0 : ends[begun - 1] - written];
    bytes.get(written, rest);
    return rest;
  }
}
