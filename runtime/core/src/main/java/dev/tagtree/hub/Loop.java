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
 * Everything one I/O thread does: looks at each new event once for all its connections, and gives
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
final class Loop implements Runnable, Viewpoint {
  /** Most connections that have a turn before other tasks of the I/O thread have theirs. */
  private static final int SLICE = 256;

  /**
   * After so long without a rest, sockets have their turn: XNIO looks at them only when no task is
   * left, also none that tasks have left behind (seen in a soak: newcomers waited for a minute).
   */
  private static final long LONGEST_STREAK_NANOS = 8_000_000;

  /** The shortest rest that is one. */
  private static final Duration REST = Duration.ofMillis(1);

  private static final int MIN_RETRY_MILLIS = 2_000;

  /** At what rate all clients of a node that is gone come back, about. */
  private static final int RECONNECTS_PER_SECOND = 2_500;

  private final IoThread thread;
  private final Loops loops;
  private final EventRing ring;
  private final HubSettings settings;
  private final HubCounters counters;
  private final Herd herd;

  /** Whether a run is on its way; shared with the tail. */
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /** How many connections are open or expected; written by the I/O thread, read by all. */
  private volatile int open;

  /** Up to where its connections have had their turn; written by the I/O thread, read by all. */
  private volatile long reached;

  // Confined to the I/O thread.
  private final Roster connections = new Roster();
  private final FilterIndex index = new FilterIndex();
  private final LoopClock clock = new LoopClock(this);
  private final Parked parked = new Parked(this);
  private final Recall recall;
  private final Run run;
  private long scanned;
  private Cursor position;
  private boolean working;

  /** Whether the last turns left somebody waiting, and since when that is so without a rest. */
  private boolean streak;

  private long streakStart;

  Loop(
      IoThread thread,
      Loops loops,
      EventRing ring,
      Herd herd,
      HubSettings settings,
      HubCounters counters) {
    this.thread = thread;
    this.loops = loops;
    this.ring = ring;
    this.settings = settings;
    this.counters = counters;
    this.herd = herd;
    this.recall = new Recall(ring);
    this.run = new Run(ring);
    EventRing.Head head = ring.head();
    this.scanned = head.seq();
    this.position = head.cursor();
    this.reached = scanned;
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
      parked.release();
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
    reached = longest == null ? scanned : Math.min(scanned, longest.cursor());
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
    EventRing.Head head = ring.head();
    long from = scanned;
    if (from == head.seq()) {
      return;
    }
    scanned = head.seq();
    position = head.cursor();
    long seq = from;
    while (seq < scanned) {
      Event event = ring.get(seq);
      if (event == null) {
        seq = overtaken(seq);
      } else {
        look(event);
        seq++;
      }
    }
  }

  private void look(Event event) {
    if (event.isRepeatedBefore(scanned)) {
      counters.coalesced.increment();
    } else {
      index.select(event.tag(), audience -> audience.tell(this, event.seq(), scanned));
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
      index.select(tag, audience -> audience.lapse(this, reason));
    }
    return next;
  }

  /** Gives a connection a turn if it was idle until now. */
  void enqueue(Connection connection, boolean wasIdle) {
    if (wasIdle) {
      connections.enqueue(connection);
    }
  }

  /** Counts a connection that is about to be admitted: from here on the tail wakes this loop. */
  void expectOne() {
    open = connections.size() + 1;
  }

  /** Admits a client: now, or when the loop has come to where the client is. */
  Connection admit(Subscription subscription, Outlet outlet, String client) {
    scan();
    Filter filter = Filter.of(subscription.filter());
    Connection connection = new Connection(this, filter, outlet, now() + lifetimeNanos());
    if (!parked.takes(connection, subscription.resume(), client)) {
      begin(connection, subscription.resume(), client);
    }
    enter(connection);
    return connection;
  }

  /** Decides what a client has missed, to say so before anything else. */
  void begin(Connection connection, Subscription.Resume resume, String client) {
    Past past = Past.of(resume, connection.filter(), this);
    byte[] first = EventEncoder.hello(retryMillis(), position, past.verdict(), client, settings);
    if (past.verdict() == Verdict.REPLAYED) {
      counters.replays.increment();
    } else if (past.verdict() == Verdict.RESYNC) {
      first = EventEncoder.concat(first, resync(past.reason()));
    }
    index.add(connection);
    herd.joins(connection.filter());
    enqueue(connection, connection.begin(first, past.seq(), past.end()));
  }

  /** {@return a resync that takes a client to where the loop is} */
  byte[] resync(Reason reason) {
    counters.resync(reason);
    return EventEncoder.resync(position, reason, herd.resync(reason, now()));
  }

  /** Tells a client to come back later, and ends the response. */
  Connection refuse(Outlet outlet, byte[] refusal) {
    Connection connection = Connection.refused(this, outlet, refusal);
    enter(connection); // it is no audience: it is told nothing, and refetches nothing
    return connection;
  }

  private void enter(Connection connection) {
    connections.add(connection);
    open = connections.size();
    clock.start();
    resume(connection);
  }

  /** Gives a connection a turn: now, unless another is having its turn. */
  void resume(Connection connection) {
    connections.enqueue(connection);
    work();
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

  /** Runs a task on the I/O thread after a delay, unless its server has stopped. */
  void postAfter(Runnable task, Duration delay) {
    try {
      thread.executeAfter(task, delay);
    } catch (RejectedExecutionException ended) {
      loops.drop(this);
    }
  }

  /**
   * {@return how long a client waits before it comes back; random, so that all that there are now
   * come at no more than {@link #RECONNECTS_PER_SECOND}}
   */
  long retryMillis() {
    long spread = Math.max(MIN_RETRY_MILLIS, 1_000L * loops.connections() / RECONNECTS_PER_SECOND);
    return MIN_RETRY_MILLIS + settings.chance(spread);
  }

  private long lifetimeNanos() {
    long nanos = settings.maxAge().toNanos();
    return nanos - settings.chance(nanos / 10 + 1);
  }

  @Override
  public long now() {
    return settings.nanoTime().getAsLong();
  }

  /** {@return what it does because time goes by} */
  LoopClock clock() {
    return clock;
  }

  /** {@return its connections, as they are now} */
  List<Connection> members() {
    return connections.members();
  }

  @Override
  public long scanned() {
    return scanned;
  }

  @Override
  public Cursor position() {
    return position;
  }

  @Override
  public EventRing ring() {
    return ring;
  }

  @Override
  public Recall recall() {
    return recall;
  }

  @Override
  public HubSettings settings() {
    return settings;
  }

  HubCounters counters() {
    return counters;
  }

  /** {@return the events that a connection wants next; good until the next call} */
  Run run(Connection connection) {
    run.collect(connection.filter(), connection.cursor(), connection.until(), scanned);
    return run;
  }
}
