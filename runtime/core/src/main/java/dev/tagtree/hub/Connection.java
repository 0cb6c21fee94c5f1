// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
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
  // States. Numbers, because every event changes them in very many old objects, and there a
  // reference that changes is work for G1: it took a sixth of the CPU of one event for all.
  private static final byte IDLE = 0;
  private static final byte QUEUED = 1;
  private static final byte BLOCKED = 2;
  private static final byte CLOSED = 3;

  private final Loop loop;
  private final Filter filter;
  private final Outlet outlet;
  private long endOfLife;

  private byte state = QUEUED;

  /** The next event to look at; while idle it does not count, then it is wherever the loop is. */
  private long cursor;

  /** Behind the last event that may concern it; what comes after does not. */
  private long until;

  /** Its places in the audiences of the tags that it wants. */
  private List<Audience.Seat> seats = List.of();

  /** Its place among the connections of its loop. */
  private int place;

  /** Control events, or the rest of an event that the socket took a part of. */
  private @Nullable ByteBuffer rest;

  private @Nullable Reason owedResync;
  private byte @Nullable [] owedBye;

  /** Whether {@link #rest} is the last that this client gets. */
  private boolean ending;

  /** When the client last took something, or was last given something to take. */
  private long progress;

  /** A connection that gets nothing until it {@linkplain #begin begins}. */
  Connection(Loop loop, Filter filter, Outlet outlet, long endOfLife) {
    this.loop = loop;
    this.filter = filter;
    this.outlet = outlet;
    this.cursor = loop.scanned();
    this.until = cursor;
    this.endOfLife = endOfLife;
    this.progress = loop.now();
  }

  /** {@return a connection that gets these bytes and ends} */
  static Connection refused(Loop loop, Outlet outlet, byte[] refusal) {
    Connection refused = new Connection(loop, Filter.ALL, outlet, 0);
    refused.rest = ByteBuffer.wrap(refusal);
    refused.ending = true;
    return refused;
  }

  // Called by the adapter.

  /** The socket has room again. Called on the connection's I/O thread. */
  public void writable() {
    if (state == BLOCKED) {
      state = QUEUED;
      loop.serve(this);
    }
  }

  /** The client is gone. Called on the connection's I/O thread. Idempotent. */
  public void closed() {
    if (state != CLOSED) {
      state = CLOSED;
      rest = null;
      loop.forget(this);
    }
  }

  // Called by the loop.

  /** Owes the first bytes, then what it wants between two events. */
  void begin(byte[] first, long seq, long end) {
    rest = ByteBuffer.wrap(first);
    mark(seq, end);
    until = end;
    cursor = seq;
  }

  boolean isClosed() {
    return state == CLOSED;
  }

  Filter filter() {
    return filter;
  }

  void seat(List<Audience.Seat> seats) {
    this.seats = seats;
  }

  List<Audience.Seat> seats() {
    return seats;
  }

  int place() {
    return place;
  }

  void place(int place) {
    this.place = place;
  }

  /** {@return the next event to look at} */
  long cursor() {
    return cursor;
  }

  /** {@return behind the last event to look at} */
  long until() {
    return until;
  }

  /** Something may concern it from {@code seq} on, and nothing from {@code end} on. */
  void mark(long seq, long end) {
    if (state != IDLE) {
      until = Math.max(until, end); // it will get there anyway
      return;
    }
    state = QUEUED;
    cursor = seq;
    until = end;
    progress = loop.now();
    loop.enqueue(this);
  }

  private void mark() {
    mark(loop.scanned(), loop.scanned());
  }

  /** Owes a resync, instead of all that it has not seen. */
  void lapse(Reason reason) {
    owedResync = reason;
    mark();
  }

  /** Owes a goodbye, after all that is due. */
  void finish(byte[] bye) {
    owedBye = bye;
    mark();
  }

  /**
   * Sends a heartbeat before it was silent for too long, or if that has news; closes what is
   * stalled or too old.
   */
  void tick(long now, byte[] heartbeat, boolean news) {
    long silent = now - progress;
    if (state == BLOCKED && silent >= loop.settings().stallLimit().toNanos()) {
      loop.counters().stalls.increment();
      abort();
    } else if (state == IDLE && now - endOfLife >= 0) {
      finish(EventEncoder.bye(loop.reception().retryMillis()));
    } else if (state == IDLE
        && !seats.isEmpty()
        && (news || silent >= loop.settings().longestSilence().toNanos())) {
      rest = ByteBuffer.wrap(heartbeat);
      mark();
    }
  }

  /** Lets it go then, if it would live longer. */
  void endAt(long nanos) {
    if (nanos - endOfLife < 0) {
      endOfLife = nanos;
    }
  }

  /** Closes at once. */
  void abort() {
    if (state != CLOSED) {
      closed();
      outlet.abort();
    }
  }

  /**
   * Writes what is due, until its share of {@link Run#MAX_BYTES} is used up: at most one run more
   * than that. True if there is more, and it has to be queued again.
   */
  boolean turn() {
    try {
      int share = Run.MAX_BYTES;
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
      return state == QUEUED;
    } catch (IOException | RuntimeException gone) {
      abort();
      return false;
    }
  }

  /** Writes what is in front of the next event; false if that is as far as it goes for now. */
  private boolean writeRest() throws IOException {
    ByteBuffer bytes = rest;
    if (bytes != null && state == QUEUED) {
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
    return state == QUEUED;
  }

  /** {@return how many bytes were written or are ready as rest; -1 if it has to wait} */
  private int writeNext() throws IOException {
    if (owedResync == null) {
      Run run = loop.run(this);
      if (run.size() > 0) {
        return writeRun(run);
      }
      cursor = run.next();
      owedResync = run.lost();
    }
    Reason reason = owedResync;
    if (reason != null) {
      owedResync = null;
      cursor = loop.scanned();
      return prepare(loop.reception().resync(reason));
    }
    byte[] bye = owedBye;
    if (bye != null) {
      ending = true;
      return prepare(bye);
    }
    if (!outlet.flush()) {
      block();
    } else if (state == QUEUED) {
      state = IDLE;
    }
    return -1;
  }

  private int prepare(byte[] bytes) {
    rest = ByteBuffer.wrap(bytes);
    return bytes.length;
  }

  private int writeRun(Run run) throws IOException {
    ByteBuffer bytes = run.toBuffer();
    int written = write(bytes);
    if (!bytes.hasRemaining()) {
      cursor = run.next();
      loop.counters().deliveries.add(run.size());
      return written;
    }
    int begun = run.begun(written);
    cursor = run.after(begun);
    byte[] cut = run.rest(written);
    rest = cut.length == 0 ? null : ByteBuffer.wrap(cut);
    loop.counters().deliveries.add(begun);
    block();
    return -1;
  }

  private int write(ByteBuffer bytes) throws IOException {
    int written = outlet.write(bytes);
    if (written > 0) {
      progress = loop.now();
      loop.counters().bytes.add(written);
    }
    return written;
  }

  private void block() {
    if (state == QUEUED) {
      state = BLOCKED;
      outlet.awaitWritable();
    }
  }
}
