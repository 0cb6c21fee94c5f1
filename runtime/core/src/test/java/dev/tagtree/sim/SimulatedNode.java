// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.hub.Connection;
import dev.tagtree.hub.SteppedHub;
import dev.tagtree.hub.Subscription;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.LogUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** One process of the application: a real hub over its way to the engine, and its data. */
final class SimulatedNode {
  /** A transaction that has not ended; it dies with its server. */
  private record Open(int mutation, int row, Store server, int life) {}

  final String name;
  final SimulatedLog log;
  final TagHub hub;
  private final SimulatedThread thread;
  private final SimulatedEngine engine;

  /** Mutations that were committed here. */
  long committed;

  private final List<Open> open = new ArrayList<>();

  SimulatedNode(
      String name, Swarm swarm, SimulatedEngine engine, SimulatedLog log, LongSupplier nanoTime) {
    this.name = name;
    this.engine = engine;
    this.log = log;
    thread = new SimulatedThread(nanoTime);
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
            new SplittableRandom(swarm.seed() + log.me));
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

  Connection connect(Subscription subscription, SimulatedSocket socket) {
    Connection[] connection = {null};
    thread.on(() -> connection[0] = hub.connect(subscription, socket, thread));
    return connection[0];
  }

  void on(Runnable action) {
    thread.on(action);
  }

  /** Says goodbye to its clients, and gives back what it may, at a way that may be mended then. */
  void close(boolean mended) {
    step(); // a last try
    thread.on(hub::close);
    run();
    log.cut &= !mended;
    log.close();
  }

  // Mutations, where data and log are one database.

  boolean reachesData() {
    return engine.kind == Kind.REDIS || log.reaches(log.server());
  }

  void begin(int mutation) {
    Store server = log.server();
    int row = ++server.drawn;
    open.add(new Open(mutation, row, server, server.lives));
    if (engine.mistake == Mistake.TOLD_BEFORE_COMMIT) {
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
    if (engine.mistake != Mistake.TOLD_BEFORE_COMMIT) {
      server.outbox.add(new Store.Row(ending.row, ending.mutation));
    }
    return ending.mutation;
  }

  void rollBackAll() {
    open.clear();
  }
}
