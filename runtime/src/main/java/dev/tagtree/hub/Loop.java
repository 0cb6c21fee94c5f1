// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.hub.EventEncoder.Verdict;
import dev.tagtree.log.Cursor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Everything one I/O thread does: looks at each new event once for all its connections, and gives
 * those it concerns their turn to write.
 *
 * <p>Waking: the tail publishes the head, then asks {@code scheduled}; the loop clears {@code
 * scheduled}, then reads the head. Both are volatile, so one of them sees the other. All other
 * state is confined to the I/O thread.
 */
final class Loop implements Runnable {
  /** Most connections that have a turn before other tasks of the I/O thread have theirs. */
  private static final int SLICE = 256;

  /** Most events that one write joins. */
  private static final int RUN_EVENTS = 1_024;

  private static final int MIN_RETRY_MILLIS = 2_000;

  private final IoThread thread;
  private final EventRing ring;
  private final HubSettings settings;
  private final HubCounters counters;

  /** Whether a run is on its way; shared with the tail. */
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /** Up to where its connections have had their turn, about; read by the tail and publishers. */
  private volatile long reached;

  /** Written by the loop, read by the tail, which wakes nobody for nothing. */
  private volatile int open;

  // Confined to the I/O thread.
  private final Set<Connection> connections = new LinkedHashSet<>();
  private final Set<Connection> wantingAll = new LinkedHashSet<>();
  private final FilterIndex index = new DistinctTagIndex();
  private final ArrayDeque<Connection> queue = new ArrayDeque<>();
  private final int[] scratch = new int[RUN_EVENTS];
  private long scanned;
  private Cursor position;
  private boolean ticking;

  Loop(IoThread thread, EventRing ring, HubSettings settings, HubCounters counters) {
    this.thread = thread;
    this.ring = ring;
    this.settings = settings;
    this.counters = counters;
    this.position = ring.head().cursor();
  }

  // Called by any thread.

  /** Makes the loop look at what was published, soon. */
  void wake() {
    if (open > 0 && !scheduled.get() && scheduled.compareAndSet(false, true)) {
      post(this);
    }
  }

  /** Runs a task on the I/O thread; if that has ended, its connections have too. */
  void post(Runnable task) {
    try {
      thread.execute(task);
    } catch (RuntimeException ended) {
      counters.connections.addAndGet(-open);
      open = 0;
    }
  }

  /** {@return how many published events its connections have not had their turn for, about} */
  long behind(long head) {
    return open == 0 ? 0 : head - reached;
  }

  // Called on the I/O thread.

  @Override
  public void run() {
    scheduled.set(false);
    scan();
    for (int i = 0; i < SLICE && !queue.isEmpty(); i++) {
      Connection connection = queue.poll();
      if (connection.turn()) {
        queue.add(connection);
      }
    }
    Connection longest = queue.peek();
    reached = longest == null ? scanned : longest.cursor();
    if (longest != null) {
      wake();
    }
  }

  /** Admits a client: decides what it has missed, then says so before anything else. */
  Connection admit(Subscription subscription, Outlet outlet, String client) {
    open = connections.size() + 1; // before the head is read: from here on the tail wakes this loop
    scan();
    long now = now();
    Filter filter = new Filter(subscription.filter());
    Past past = Past.of(subscription.resume(), filter, this);
    byte[] hello = EventEncoder.hello(retryMillis(), position, past.verdict(), client, settings);
    byte[] first =
        past.verdict() == Verdict.RESYNC
            ? EventEncoder.concat(hello, EventEncoder.resync(position, past.reason()))
            : hello;
    if (past.verdict() == Verdict.RESYNC) {
      counters.resyncs.increment();
    }
    Connection connection =
        new Connection(this, filter, outlet, first, past.cursor(), now, now + lifetimeNanos());
    connections.add(connection);
    if (filter.wantsAll()) {
      wantingAll.add(connection);
    } else {
      index.add(connection);
    }
    startTicking();
    resume(connection);
    return connection;
  }

  /** Tells a client to come back later, and ends the response. */
  Connection refuse(Outlet outlet, byte[] refusal) {
    Connection connection =
        new Connection(this, new Filter(List.of()), outlet, new byte[0], scanned, now(), 0);
    connections.add(connection);
    open = connections.size();
    connection.finish(refusal, scanned);
    startTicking();
    resume(connection);
    return connection;
  }

  /** Gives a connection a turn now. */
  void resume(Connection connection) {
    queue.add(connection);
    run();
  }

  void forget(Connection connection) {
    if (connections.remove(connection)) {
      wantingAll.remove(connection);
      index.remove(connection);
      open = connections.size();
      counters.connections.decrementAndGet();
    }
  }

  /** Says goodbye to one connection, which comes back soon. */
  void retire(Connection connection) {
    if (connection.finish(EventEncoder.bye(retryMillis()), scanned)) {
      resume(connection);
    }
  }

  /** Says goodbye to all, to each with a time of its own to come back. */
  void finish(Supplier<byte[]> bye) {
    scan();
    for (Connection connection : List.copyOf(connections)) {
      if (connection.finish(bye.get(), scanned)) {
        queue.add(connection);
      }
    }
    run();
  }

  void abort() {
    List.copyOf(connections).forEach(Connection::abort);
  }

  private void scan() {
    long from = scanned;
    EventRing.Head head = ring.head();
    if (from == head.seq()) {
      return;
    }
    scanned = head.seq();
    position = head.cursor();
    wantingAll.forEach(connection -> mark(connection, from));
    for (long seq = from; seq < head.seq(); seq++) {
      Event event = ring.get(seq);
      if (event == null) {
        overtaken(head.seq());
        return;
      }
      long at = seq;
      index.select(event.tag(), connection -> mark(connection, at));
    }
  }

  private void mark(Connection connection, long seq) {
    if (connection.mark(seq)) {
      queue.add(connection);
    }
  }

  private void overtaken(long seq) {
    for (Connection connection : connections) {
      if (connection.lapse(seq)) {
        queue.add(connection);
      }
    }
  }

  private void startTicking() {
    if (!ticking) {
      ticking = true;
      thread.executeAfter(this::tick, settings.tick());
    }
  }

  private void tick() {
    ticking = false;
    run(); // should a wake-up ever be lost, this bounds the delay
    byte[] heartbeat = EventEncoder.heartbeat(position, true);
    long now = now();
    for (Connection connection : new ArrayList<>(connections)) {
      connection.tick(now, heartbeat);
    }
    if (!connections.isEmpty()) {
      startTicking();
    }
  }

  private static long retryMillis() {
    return ThreadLocalRandom.current().nextLong(MIN_RETRY_MILLIS, 2 * MIN_RETRY_MILLIS);
  }

  private long lifetimeNanos() {
    long nanos = settings.maxAge().toNanos();
    return nanos - ThreadLocalRandom.current().nextLong(nanos / 10 + 1);
  }

  long now() {
    return settings.nanoTime().getAsLong();
  }

  long scanned() {
    return scanned;
  }

  /** {@return the position of the last event that was looked at} */
  Cursor position() {
    return position;
  }

  EventRing ring() {
    return ring;
  }

  HubSettings settings() {
    return settings;
  }

  HubCounters counters() {
    return counters;
  }

  int[] scratch() {
    return scratch;
  }
}
