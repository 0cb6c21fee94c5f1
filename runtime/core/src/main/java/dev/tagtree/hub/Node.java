// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.MemoryLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The parts of one server node, put together: nothing here but who knows whom, how they start and
 * how they stop. What runs on which thread: see the package.
 */
final class Node {
  /** Longest time that {@link #stop} waits for the log to take what is owed. */
  private static final Duration LAST_PAYMENT = Duration.ofSeconds(1);

  final List<Tag> trees;
  final HubSettings settings;
  final HubCounters counters = new HubCounters();

  // In the order of the way that an invalidation takes.
  final Recording.Open recordings = new Recording.Open();
  final Publisher publisher;
  final Appender appender;
  final Listeners listeners = new Listeners(counters);
  final EventRing ring;
  final Served served;
  final Loops loops;

  final Polls polls;
  final Farewell farewell;
  final Insight insight;

  private final InvalidationLog log;
  private final boolean ownsLog;
  private final Tail tail;
  private final Thread thread;
  private final Herd herd;

  Node(HubOptions options) {
    InvalidationLog given = options.log();
    ownsLog = given == null;
    log = given == null ? MemoryLog.create() : given;
    trees = options.trees();
    settings = options.settings(log.isShared());
    Machine machine = settings.machine();
    Optional<Cursor> oldest = oldest();
    Cursor start = oldest.orElseGet(() -> new Cursor(settings.newName(), 0));

    ring = new EventRing(log.retention(), start, settings.now());
    served = new Served(start, settings.now());
    loops = new Loops(settings.maxConnections());
    herd = new Herd(settings.refetchBudget());
    polls = new Polls(ring, served, herd, settings, counters);
    farewell = new Farewell(loops, settings);
    insight = new Insight(trees, loops, listeners);

    Backpressure backpressure =
        new Backpressure(ring, loops, log.retention().entries(), machine.pause());
    Merger merger = new Merger(trees, settings.widenAbove(), log.isShared());
    tail =
        new Tail(
            log,
            ring,
            listeners,
            loops,
            backpressure,
            merger,
            herd,
            served,
            settings,
            counters,
            oldest.isPresent());
    tail.catchUp();
    thread = new Thread(tail, "tagtree-tail");
    thread.setDaemon(true);
    appender = new Appender(log, counters, machine.threaded());
    publisher =
        new Publisher(appender, backpressure, loops, insight, recordings, log.isShared(), thread);
    if (machine.threaded()) {
      thread.start();
    }
  }

  /** {@return where the log begins; empty if it does not answer, then the tail asks again} */
  private Optional<Cursor> oldest() {
    try {
      return Optional.of(log.oldest());
    } catch (LogUnavailableException later) {
      return Optional.empty();
    }
  }

  /** {@return the loop of an I/O thread}; called on that thread. */
  Loop loop(IoThread thread) {
    return loops.on(thread, on -> new Loop(on, loops, ring, served, herd, settings, counters));
  }

  /** Without threads: pays debts, and takes one batch from the log; false if there are none. */
  boolean step() throws InterruptedException {
    boolean paid = appender.pay();
    return tail.step(Duration.ZERO) || paid;
  }

  /** Stops, when what is owed is paid; clients are still there. */
  void stop() {
    appender.close(loops.isCurrent() ? Duration.ZERO : LAST_PAYMENT);
    tail.close();
    if (Thread.currentThread() != thread) {
      thread.interrupt();
    }
    if (ownsLog) {
      log.close();
    }
  }
}
