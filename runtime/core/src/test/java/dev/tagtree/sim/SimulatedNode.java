// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.Tag;
import dev.tagtree.hub.Connection;
import dev.tagtree.hub.FakeIoThread;
import dev.tagtree.hub.HubStats;
import dev.tagtree.hub.Outlet;
import dev.tagtree.hub.SteppedHub;
import dev.tagtree.hub.Subscription;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.LogUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** A process of the application: a real hub over its way to the engine, and its data. */
final class SimulatedNode {
  /** A transaction that has not ended; it dies with its server. */
  private record Open(int mutation, int row, Store server, int life) {}

  private final String name;
  private final int number;
  private final SimulatedEngine engine;
  private final SimulatedLog log;
  private final FakeIoThread thread;
  private final TagHub hub;
  private final List<Open> open = new ArrayList<>();
  private long written;

  /**
   * A node that starts.
   *
   * @param number no other node of the history has it
   */
  SimulatedNode(int place, int number, Swarm swarm, SimulatedEngine engine, LongSupplier nanoTime) {
    this.name = "node" + place + "/" + number;
    this.number = number;
    this.engine = engine;
    log = new SimulatedLog(engine, number, swarm.leased());
    thread = new FakeIoThread(nanoTime);
    hub =
        SteppedHub.build(
            TagHub.builder()
                .tree(Mutations.TREE)
                .log(log)
                .widenAbove(swarm.widenAbove())
                .coalesce(swarm.window())
                .heartbeat(Duration.ofSeconds(2))
                .stallLimit(Duration.ofSeconds(5))
                .maxAge(Duration.ofSeconds(60))
                .moveClientsOver(swarm.moveOver()),
            nanoTime,
            new SplittableRandom(swarm.seed() + number));
  }

  int number() {
    return number;
  }

  /** {@return its way to the engine} */
  SimulatedLog log() {
    return log;
  }

  HubStats stats() {
    return hub.stats();
  }

  /** The tail has its turn; false if nothing happened. */
  boolean step() {
    try {
      return SteppedHub.step(hub);
    } catch (LogUnavailableException later) {
      return false;
    }
  }

  void run() {
    thread.runAll();
  }

  Connection connect(Subscription subscription, Outlet outlet) {
    Connection[] connection = {null};
    thread.on(() -> connection[0] = hub.connect(subscription, outlet, thread));
    return connection[0];
  }

  void on(Runnable action) {
    thread.on(action);
  }

  void invalidate(Tag tag) {
    hub.invalidate(tag);
  }

  /** Says goodbye to its clients, and gives back what it may, at a way that may be mended then. */
  void close(boolean mended) {
    step(); // a last try
    thread.on(hub::close);
    run();
    if (mended) {
      log.mend();
    }
    log.close();
  }

  // Its data.

  /** {@return the committed mutations, as it sees them} */
  long data() {
    return engine.data(log.server());
  }

  boolean reachesData() {
    return engine.kind() == Kind.REDIS || log.reaches(log.server());
  }

  /** Notes a mutation that was committed here. */
  void wrote(int mutation) {
    written |= Mutations.bit(mutation);
  }

  /** {@return the mutations that were committed here} */
  long written() {
    return written;
  }

  // Transactions, where data and log are one database.

  void begin(int mutation) {
    Store server = log.server();
    int row = ++server.drawn;
    open.add(new Open(mutation, row, server, server.lives));
    if (engine.has(Mistake.TOLD_BEFORE_COMMIT)) {
      server.outbox.add(new Store.Row(row, mutation));
    }
  }

  /** {@return how many transactions are open} */
  int open() {
    return open.size();
  }

  /** Ends one of its transactions; {@return its mutation, or -1 if that was rolled back} */
  int end(int chosen, boolean commit) {
    Open ending = open.remove(chosen);
    Store server = log.server();
    if (!commit || !reachesData() || ending.server != server || ending.life != server.lives) {
      return -1;
    }
    server.data |= Mutations.bit(ending.mutation);
    if (!engine.has(Mistake.TOLD_BEFORE_COMMIT)) {
      server.outbox.add(new Store.Row(ending.row, ending.mutation));
    }
    return ending.mutation;
  }

  void rollBackAll() {
    open.clear();
  }

  @Override
  public String toString() {
    return name;
  }
}
