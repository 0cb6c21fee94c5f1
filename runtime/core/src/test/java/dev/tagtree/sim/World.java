// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.hub.Trace;

/** One history: a cluster, its pages and its engine, all in one thread, from step to step. */
final class World {
  private static final int ROUNDS = 3;

  /** Together longer than a lease, a stall, and what the engine's clock goes back. */
  private static final int ROUND_MILLIS = 4_000;

  private final Swarm swarm;
  private final Trace trace;
  private final Dice dice = new Dice();
  private final Clock clock = new Clock();
  private final Cluster cluster;
  private final Pages pages;
  private final Writes writes;
  private final NodeFaults nodeFaults;
  private final EngineFaults engineFaults;
  private final Oracle oracle;

  World(Swarm swarm, Mistake mistake, Trace trace) {
    this.swarm = swarm;
    this.trace = trace;
    Mutations mutations = new Mutations();
    SimulatedEngine engine = new SimulatedEngine(swarm, mistake, mutations, clock);
    cluster = new Cluster(swarm, engine, clock, dice, trace);
    dice.begin(swarm.seed());
    pages = new Pages(swarm, cluster, mutations, dice, trace);
    writes = new Writes(engine, cluster, pages, mutations, dice, trace);
    ForgottenNodes forgotten = new ForgottenNodes(engine, cluster);
    RestoredSnapshot snapshot = new RestoredSnapshot(engine, cluster, pages);
    nodeFaults = new NodeFaults(cluster, pages, writes, forgotten, snapshot, dice, trace);
    engineFaults = new EngineFaults(engine, cluster, snapshot, dice, trace);
    oracle = new Oracle(engine, mutations, cluster, pages, forgotten, snapshot);
  }

  /** {@return how many mutations fell into a documented hole} */
  int holes() {
    return oracle.holes();
  }

  /**
   * Runs the history.
   *
   * @throws AssertionError if a page is wrong at its end, or something else that never may be
   */
  void run() {
    for (Step step : swarm.steps()) {
      clock.pass(1);
      dice.begin(step.chance());
      act(step.act());
    }
    converge();
    oracle.check();
  }

  private void act(Act act) {
    switch (act) {
      case MUTATE -> writes.mutate(1);
      case BURST -> writes.mutate(3 + dice.next(8));
      case BEGIN -> writes.begin();
      case COMMIT -> writes.commit();
      case PUMP -> cluster.pump();
      case TURN -> cluster.turn();
      case CONNECT -> pages.connect();
      case READ -> pages.read();
      case LEAVE, RELOAD, HALF_OPEN -> pages.part(act);
      case PASS -> cluster.pass(dice.oneIn(4) ? 1_000 + dice.next(3_000) : dice.next(200));
      case CUT, MEND, LOSE_ACK, REATTACH -> nodeFaults.disturb(act);
      case KILL, DEPLOY, NODE_START -> nodeFaults.restart(act);
      default -> engineFaults.strike(act);
    }
  }

  /** All faults end, and everybody comes back. */
  private void converge() {
    trace.tell(() -> "all is well again");
    engineFaults.heal();
    cluster.heal();
    for (int i = 0; i < ROUNDS; i++) {
      settle();
      cluster.pass(ROUND_MILLIS);
    }
    settle();
  }

  private void settle() {
    cluster.settle();
    pages.settle();
  }
}
