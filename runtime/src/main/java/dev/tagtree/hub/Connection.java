// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.hub.EventEncoder.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
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
 *
 * <p>Outlets may report back while they are called. So after each call of one, the state is looked
 * at again.
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

  /** The next event to look at; while idle it does not count, then it is wherever the loop is. */
  private long cursor;

  /** Control events, or the rest of an event that the socket took a part of. */
  private @Nullable ByteBuffer rest;

  private @Nullable Reason owedResync;
  private byte @Nullable [] owedBye;

  /** Whether {@link #rest} is the last that this client gets. */
  private boolean ending;

  /** When the client last took something, or was last given something to take. */
  private long progress;

  Connection(Loop loop, Filter filter, Outlet outlet, byte[] first, long cursor, long endOfLife) {
    this.loop = loop;
    this.filter = filter;
    this.outlet = outlet;
    this.rest = ByteBuffer.wrap(first);
    this.cursor = cursor;
    this.endOfLife = endOfLife;
    this.progress = loop.now();
  }

  /** {@return a connection that gets these bytes and ends} */
  static Connection refused(Loop loop, Outlet outlet, byte[] refusal) {
    Connection refused =
        new Connection(loop, new Filter(List.of()), outlet, refusal, loop.scanned(), 0);
    refused.ending = true;
    return refused;
  }

  // Called by the adapter.

  /** The socket has room again. Called on the connection's I/O thread. */
  public void writable() {
    if (state == State.BLOCKED) {
      state = State.QUEUED;
      loop.resume(this);
    }
  }

  /** The client is gone. Called on the connection's I/O thread. Idempotent. */
  public void closed() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      rest = null;
      loop.forget(this);
    }
  }

  // Called by the loop. What returns a boolean says whether the connection was idle until now, and
  // so has to be queued.

  Filter filter() {
    return filter;
  }

  /** {@return the next event to look at} */
  long cursor() {
    return cursor;
  }

  /** There is something from {@code seq} on. If it is not idle, it will get there anyway. */
  boolean mark(long seq) {
    if (state != State.IDLE) {
      return false;
    }
    state = State.QUEUED;
    cursor = seq;
    progress = loop.now();
    return true;
  }

  /** Owes a resync, instead of all that it has not seen. */
  boolean lapse(Reason reason) {
    owedResync = reason;
    return mark(loop.scanned());
  }

  /** Owes a goodbye, after all that is due. */
  boolean finish(byte[] bye) {
    owedBye = bye;
    return mark(loop.scanned());
  }

  /** Sends a heartbeat before it was silent for too long; closes what is stalled or too old. */
  boolean tick(long now, byte[] heartbeat) {
    long silent = now - progress;
    if (state == State.BLOCKED && silent >= loop.settings().stallLimit().toNanos()) {
      loop.counters().stalls.increment();
      abort();
    } else if (state == State.IDLE && now - endOfLife >= 0) {
      return finish(EventEncoder.bye(Loop.retryMillis()));
    } else if (state == State.IDLE && silent >= loop.settings().longestSilence().toNanos()) {
      rest = ByteBuffer.wrap(heartbeat);
      return mark(loop.scanned());
    }
    return false;
  }

  /** Closes at once. */
  void abort() {
    if (state != State.CLOSED) {
      closed();
      outlet.abort();
    }
  }

  /** Writes what is due, up to its share; true if there is more, and it has to be queued again. */
  boolean turn() {
    try {
      int share = TURN_BYTES;
      while (share > 0) {
        if (!writeRest()) {
          return false;
        }
        int written = writeNext();
        if (written < 0) {
          return false;
        }
        share -= written;
      }
      return state == State.QUEUED;
    } catch (IOException | RuntimeException gone) {
      abort();
      return false;
    }
  }

  /** Writes what is in front of the next event; false if that is as far as it goes for now. */
  private boolean writeRest() throws IOException {
    ByteBuffer bytes = rest;
    if (bytes != null && state == State.QUEUED) {
      write(bytes);
      if (bytes.hasRemaining()) {
        block();
        return false;
      }
      rest = null;
      if (ending) {
        outlet.end();
        closed();
      }
    }
    return state == State.QUEUED;
  }

  /** {@return how many bytes were written or are ready as rest; -1 if it has to wait} */
  private int writeNext() throws IOException {
    Event next = owedResync == null ? nextConcerning() : null;
    Reason reason = owedResync;
    if (reason != null) {
      owedResync = null;
      cursor = loop.scanned();
      loop.counters().resyncs.increment();
      return prepare(EventEncoder.resync(loop.position(), reason));
    }
    if (next != null) {
      return writeRun(next);
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

  /** {@return the next event that it wants; null if there is none, or a resync is owed instead} */
  private @Nullable Event nextConcerning() {
    for (; cursor < loop.scanned(); cursor++) {
      Event event = loop.ring().get(cursor);
      if (event == null) {
        owedResync = loop.ring().whyLost(cursor);
        return null;
      }
      if (event.lost() != null) {
        owedResync = event.lost();
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
    int written = write(run);
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

  private int write(ByteBuffer bytes) throws IOException {
    int written = outlet.write(bytes);
    if (written > 0) {
      progress = loop.now();
    }
    return written;
  }

  private void block() {
    if (state == State.QUEUED) {
      state = State.BLOCKED;
      outlet.awaitWritable();
    }
  }
}
