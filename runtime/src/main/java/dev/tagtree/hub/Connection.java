// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.hub.EventEncoder.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One client, as its I/O thread sees it. Adapters report to it; everything happens on that thread.
 *
 * <pre>
 *           event concerns it             socket full
 *   IDLE ───────────────────▶ QUEUED ───────────────────▶ BLOCKED
 *    ▲                          │ ▲                          │
 *    └──────── nothing left ────┘ └───────── writable ───────┤
 *                                                            │ nothing taken for stallLimit
 *   any ── bye sent, peer gone, error ──▶ CLOSED ◀───────────┘
 * </pre>
 *
 * <p>It keeps a position in the ring and the rest of at most one event, whatever its client does.
 * If the ring overtakes the position, it owes the client one resync.
 */
public final class Connection {
  private enum State {
    IDLE,
    QUEUED,
    BLOCKED,
    CLOSED
  }

  /** Most bytes that are written before the other connections of the thread have their turn. */
  private static final int TURN_BYTES = 64 << 10;

  private final Loop loop;
  private final Filter filter;
  private final Outlet outlet;
  private final long endOfLife;

  private State state = State.QUEUED;

  /** The next event to look at; counts only while not idle: then it is wherever the loop is. */
  private long cursor;

  /** Control events, or the rest of an event that the socket took a part of. */
  private @Nullable ByteBuffer rest;

  private @Nullable Reason owedResync;
  private byte @Nullable [] owedBye;
  private boolean ending;
  private long lastProgress;

  Connection(
      Loop loop,
      Filter filter,
      Outlet outlet,
      byte[] first,
      long cursor,
      long now,
      long endOfLife) {
    this.loop = loop;
    this.filter = filter;
    this.outlet = outlet;
    this.rest = ByteBuffer.wrap(first);
    this.cursor = cursor;
    this.lastProgress = now;
    this.endOfLife = endOfLife;
  }

  /** The socket has room again. Called by the adapter, on the connection's I/O thread. */
  public void writable() {
    if (state == State.BLOCKED) {
      state = State.QUEUED;
      loop.resume(this);
    }
  }

  /** The client is gone. Called by the adapter, on the connection's I/O thread. Idempotent. */
  public void closed() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      rest = null;
      loop.forget(this);
    }
  }

  Filter filter() {
    return filter;
  }

  /** {@return the next event to look at} */
  long cursor() {
    return cursor;
  }

  /** {@return whether it was idle and has to be queued} */
  boolean mark(long seq) {
    if (state != State.IDLE) {
      return false; // its position is at or before seq already
    }
    state = State.QUEUED;
    cursor = seq;
    return true;
  }

  /** The loop itself was overtaken: nothing that this connection has not seen can be proven. */
  boolean lapse(long seq) {
    boolean idle = mark(seq);
    owedResync = Reason.OVERFLOW;
    return idle;
  }

  /** Says goodbye after what is due; true if it was idle and has to be queued. */
  boolean finish(byte[] bye, long seq) {
    owedBye = bye;
    return mark(seq);
  }

  /** Sends a heartbeat if nothing was sent for long, and closes what is stalled or too old. */
  void tick(long now, byte[] heartbeat) {
    if (state == State.BLOCKED && now - lastProgress >= loop.settings().stallLimit().toNanos()) {
      loop.counters().stalls.increment();
      abort();
    } else if (state == State.IDLE && now - endOfLife >= 0) {
      loop.retire(this);
    } else if (state == State.IDLE && now - lastProgress >= loop.settings().heartbeat().toNanos()) {
      rest = ByteBuffer.wrap(heartbeat);
      cursor = loop.scanned();
      state = State.QUEUED;
      loop.resume(this);
    }
  }

  void abort() {
    if (state != State.CLOSED) {
      outlet.abort();
      closed();
    }
  }

  /** Writes what is due, up to its share; true if it has to be queued again. */
  boolean turn() {
    try {
      int budget = TURN_BYTES;
      while (budget > 0) {
        if (state != State.QUEUED || !writeRest()) {
          return false;
        }
        if (ending) {
          outlet.end();
          closed();
          return false;
        }
        int written = writeNext();
        if (written < 0) {
          return false;
        }
        budget -= written;
      }
      return true;
    } catch (IOException gone) {
      abort();
      return false;
    }
  }

  /** {@return whether nothing is left in front of the next event} */
  private boolean writeRest() throws IOException {
    ByteBuffer bytes = rest;
    if (bytes != null) {
      int written = outlet.write(bytes);
      if (written > 0) {
        lastProgress = loop.now();
      }
      if (bytes.hasRemaining()) {
        block();
        return false;
      }
      rest = null;
    }
    return true;
  }

  /** {@return how many bytes were written or prepared; -1 if there is nothing more to do now} */
  private int writeNext() throws IOException {
    Reason reason = owedResync;
    if (reason != null) {
      owedResync = null;
      cursor = loop.scanned();
      loop.counters().resyncs.increment();
      return prepare(EventEncoder.resync(loop.position(), reason));
    }
    Event first = nextConcerning();
    if (first != null) {
      return writeRun(first);
    }
    if (owedResync != null) {
      return 0;
    }
    byte[] bye = owedBye;
    if (bye != null) {
      ending = true;
      return prepare(bye);
    }
    if (!outlet.flush()) {
      block();
    } else if (state == State.QUEUED) {
      state = State.IDLE;
    }
    return -1;
  }

  private int prepare(byte[] bytes) {
    rest = ByteBuffer.wrap(bytes);
    return bytes.length;
  }

  /**
   * {@return the next event that it wants; null if there is none, or if a resync is owed instead}
   */
  private @Nullable Event nextConcerning() {
    for (; cursor < loop.scanned(); cursor++) {
      Event event = loop.ring().get(cursor);
      if (event == null) {
        owedResync = Reason.OVERFLOW;
        return null;
      }
      if (filter.concerns(event.tag())) {
        return event;
      }
    }
    return null;
  }

  /** Writes an event together with those that it wants right behind it, which is one write. */
  private int writeRun(Event first) throws IOException {
    int[] ends = loop.scratch();
    int count = 0;
    Event last = first;
    for (Event next = first; next != null; next = follower(last, first)) {
      ends[count++] = next.end();
      last = next;
      if (count == ends.length) {
        break;
      }
    }
    ByteBuffer run = ByteBuffer.wrap(first.chunk(), first.start(), last.end() - first.start());
    int written = outlet.write(run);
    if (written > 0) {
      lastProgress = loop.now();
    }
    if (!run.hasRemaining()) {
      cursor = first.seq() + count;
      return written;
    }
    int whole = 0;
    while (ends[whole] <= run.position()) {
      whole++;
    }
    boolean cut = run.position() > (whole == 0 ? first.start() : ends[whole - 1]);
    if (cut) {
      rest = ByteBuffer.wrap(Arrays.copyOfRange(first.chunk(), run.position(), ends[whole]));
    }
    cursor = first.seq() + whole + (cut ? 1 : 0);
    block();
    return -1;
  }

  private @Nullable Event follower(Event last, Event first) {
    if (last.seq() + 1 >= loop.scanned() || last.end() - first.start() >= TURN_BYTES) {
      return null;
    }
    Event next = loop.ring().get(last.seq() + 1);
    return next != null && last.adjoins(next) && filter.concerns(next.tag()) ? next : null;
  }

  private void block() {
    if (state == State.QUEUED) { // the adapter may have reported the end while it wrote
      state = State.BLOCKED;
      outlet.awaitWritable();
    }
  }
}
