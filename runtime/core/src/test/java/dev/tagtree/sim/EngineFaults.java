// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.hub.Trace;

/** Faults of the engine: it crashes, forgets, is set back, fails over and splits. */
final class EngineFaults {
  private final SimulatedEngine engine;
  private final Cluster cluster;
  private final RestoredSnapshot snapshot;
  private final Dice dice;
  private final Trace trace;

  EngineFaults(
      SimulatedEngine engine, Cluster cluster, RestoredSnapshot snapshot, Dice dice, Trace trace) {
    this.engine = engine;
    this.cluster = cluster;
    this.snapshot = snapshot;
    this.dice = dice;
    this.trace = trace;
  }

  void strike(Act act) {
    trace.tell(() -> "engine: " + act);
    switch (act) {
      case REPLICATE -> engine.replicate();
      case SAVE -> engine.save();
      case CRASH_KEEP -> engine.crash(dice.oneIn(2));
      case CRASH_OLD -> crashToSnapshot();
      case CRASH_EMPTY -> engine.crashToNothing(dice.oneIn(2));
      case ENGINE_START -> engine.start();
      case FLUSH -> engine.flush();
      case FAILOVER -> failOver(false);
      case SPLIT -> failOver(true);
      case REJOIN -> rejoin();
      case CLOCK_BACK -> engine.setBack(500_000 + dice.next(1_000_000));
      case OVER_TRIM -> engine.primary().trim(dice.next(4));
      default -> throw new AssertionError(act);
    }
  }

  private void crashToSnapshot() {
    if (!engine.isSaved() || engine.isSplit()) {
      return;
    }
    long before = engine.primary().data;
    engine.crashToSnapshot(dice.oneIn(2));
    if (engine.kind() == Kind.POSTGRES) {
      snapshot.restored(before & ~engine.primary().data);
    }
  }

  private void failOver(boolean split) {
    if (!engine.isSplit()) {
      engine.failOver(split);
      cluster.running().forEach(cluster::attach);
    }
  }

  private void rejoin() {
    if (engine.isSplit()) {
      engine.rejoin();
      cluster.attachAllToPrimary();
    }
  }

  /** Ends all of them. */
  void heal() {
    rejoin();
    engine.start();
  }
}
