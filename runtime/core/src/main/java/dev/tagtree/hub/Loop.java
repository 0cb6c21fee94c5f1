// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The work of one I/O thread: it looks at each new event once for all its connections, and gives
 * those it concerns their turn to write.
 *
 * <p>Waking: the tail publishes the head, then asks {@code scheduled}; the loop clears {@code
 * scheduled}, then reads the head. Both are volatile, so one of them sees the other. In the same
 * way a loop first says that it expects a connection, then reads the head. All other state is
 * confined to the I/O thread.
 *
 * <p>It lives as long as it has connections. When the last one leaves, or the thread has ended, it
 * is dropped; the next connection of the thread gets another loop.
 */
final class Loop implements Runnable {
  /** Most connections that have a turn before other tasks of the I/O thread have theirs. */
  private static final int SLICE = 256;

  /**
   * After so long without a rest, sockets have their turn: XNIO looks at them only when no task is
   * left, also none that tasks have left behind (seen in a soak: newcomers waited for a minute).
   */
  private static final long LONGEST_STREAK_NANOS = 8_000_000;

  /** The shortest rest that is one. */
  private static final Duration REST = Duration.ofMillis(1);

  private final IoThread thread;
  private final Loops loops;
  private final EventRing ring;
  private final Served served;
  private final Herd herd;
  private final HubSettings settings;
  private final HubCounters counters;

  /** Whether a run is on its way; shared with the tail. */
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /** How many connections are open or expected; written by the I/O thread, read by all. */
  private volatile int open;

  /** Up to where its connections have had their turn; written by the I/O thread, read by all. */
  private volatile long reached;

  // Confined to the I/O thread.
  private final Roster connections = new Roster();
  private final FilterIndex index = new FilterIndex();
  private final LoopClock clock;
  private final Reception reception;
  private final Run run;

  /** The head of the ring when it was looked at last. */
  private EventRing.Head head;

  private boolean working;

  /** Whether the last turns left somebody waiting, and since when that is so without a rest. */
  private boolean streak;

  private long streakStart;

  Loop(
      IoThread thread,
      Loops loops,
      EventRing ring,
      Served served,
      Herd herd,
      HubSettings settings,
      HubCounters counters) {
    this.thread = thread;
    this.loops = loops;
    this.ring = ring;
    this.served = served;
    this.herd = herd;
    this.settings = settings;
    this.counters = counters;
    this.clock = new LoopClock(this);
    this.reception = new Reception(this, loops, ring, herd, settings, counters);
    this.run = new Run(ring);
    this.head = ring.head();
    this.reached = head.seq();
  }

  // Called by any thread.

  /** Makes the loop look at what was published, soon. */
  void wake() {
    if (open > 0 && !scheduled.get() && scheduled.compareAndSet(false, true)) {
      post(this);
    }
  }

  /** Runs a task on the I/O thread, soon. */
  void post(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException ended) {
      loops.drop(this); // its server has stopped, and ended the connections
    }
  }

  /** {@return how many subscriptions its connections have, by path; counted on the I/O thread} */
  CompletableFuture<Map<String, Integer>> subscriptions() {
    CompletableFuture<Map<String, Integer>> counted = new CompletableFuture<>();
    try {
      thread.execute(() -> counted.complete(index.count()));
    } catch (RejectedExecutionException ended) {
      counted.complete(Map.of());
    }
    return counted;
  }

  /** {@return how many connections are open or expected} */
  int open() {
    return open;
  }

  /** {@return up to which seq its connections have had their turn} */
  long reached() {
    return reached;
  }

  // Called on the I/O thread.

  /** What {@link #wake} posts. */
  @Override
  public void run() {
    scheduled.set(false);
    work();
  }

  /** Scans, then gives turns. */
  void work() {
    if (working) {
      return; // a turn led back here; the work under way does the rest
    }
    working = true;
    try {
      scan();
      reception.releaseParked();
      for (int i = 0; i < SLICE; i++) {
        Connection connection = connections.poll();
        if (connection == null) {
          break;
        }
        if (connection.turn()) {
          connections.enqueue(connection);
        }
      }
    } finally {
      working = false;
    }
    Connection longest = connections.peek();
    reached = longest == null ? head.seq() : Math.min(head.seq(), longest.cursor());
    if (longest == null) {
      streak = false;
    } else {
      goOn();
    }
  }

  /**
   * Lets other tasks of the thread have their turn, and now and then its sockets, then works on.
   */
  private void goOn() {
    long now = now();
    streakStart = streak ? streakStart : now;
    streak = now - streakStart < LONGEST_STREAK_NANOS;
    if (streak) {
      wake();
    } else if (scheduled.compareAndSet(false, true)) {
      postAfter(this, REST);
    }
  }

  /** Looks at what was published since, and queues the connections that it concerns. */
  void scan() {
    long seq = head.seq();
    head = ring.head();
    long end = head.seq();
    while (seq < end) {
      Event event = ring.get(seq);
      if (event == null) {
        seq = overtaken(seq);
      } else {
        look(event, end);
        seq++;
      }
    }
  }

  private void look(Event event, long end) {
    if (event.isRepeatedBefore(end)) {
      counters.coalesced.increment();
    } else {
      index.select(event.tag(), audience -> audience.tell(event.seq(), end));
    }
  }

  /**
   * What nobody has looked at is gone. Whom it concerned owes a resync; nobody else does.
   *
   * @return the oldest event that is still there
   */
  private long overtaken(long seq) {
    Reason reason = ring.whyLost(seq);
    long next = ring.oldest();
    for (Tag tag : ring.unseenSince(seq)) {
      index.select(tag, audience -> audience.lapse(reason));
    }
    return next;
  }

  /** Counts a connection that is about to be admitted: from here on the tail wakes this loop. */
  void expectOne() {
    open = connections.size() + 1;
  }

  /** Takes in a connection, and gives it a turn. */
  void enter(Connection connection) {
    connections.add(connection);
    open = connections.size();
    clock.start();
    serve(connection);
  }

  /** Tells a connection from now on what its filter wants. */
  void seat(Connection connection) {
    index.add(connection);
    herd.joins(connection.filter());
  }

  /** Forgets a connection that was closed. */
  void forget(Connection connection) {
    connections.remove(connection);
    if (!connection.seats().isEmpty()) {
      index.remove(connection);
      herd.leaves(connection.filter());
    }
    open = connections.size();
    if (connections.size() == 0) {
      loops.drop(this);
    }
  }

  /** Gives a connection a turn, after those that wait for one. */
  void enqueue(Connection connection) {
    connections.enqueue(connection);
  }

  /** Gives a connection a turn: now, unless another is having its turn. */
  void serve(Connection connection) {
    connections.enqueue(connection);
    work();
  }

  /** Runs a task on the I/O thread after a delay, unless its server has stopped. */
  void postAfter(Runnable task, Duration delay) {
    try {
      thread.executeAfter(task, delay);
    } catch (RejectedExecutionException ended) {
      loops.drop(this);
    }
  }

  /** {@return the events that a connection wants next; good until the next call} */
  Run run(Connection connection) {
    run.collect(connection.filter(), connection.cursor(), connection.until(), head.seq());
    return run;
  }

  /** {@return where clients are taken in} */
  Reception reception() {
    return reception;
  }

  /** {@return what it does because time goes by} */
  LoopClock clock() {
    return clock;
  }

  /** {@return its connections, as they are now} */
  List<Connection> members() {
    return connections.members();
  }

  /** {@return the head of the ring when it was looked at last} */
  EventRing.Head head() {
    return head;
  }

  /** {@return behind the last event that was looked at} */
  long scanned() {
    return head.seq();
  }

  /** {@return the position of the last event that was looked at} */
  Cursor position() {
    return head.cursor();
  }

  /** {@return the node's position} */
  Served served() {
    return served;
  }

  HubSettings settings() {
    return settings;
  }

  HubCounters counters() {
    return counters;
  }

  /** {@return the time on the node's monotonic clock} */
  long now() {
    return settings.now();
  }
}
