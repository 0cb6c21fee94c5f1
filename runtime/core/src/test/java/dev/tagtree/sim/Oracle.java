// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.hub.HubStats;
import java.util.function.Supplier;

/** The judgement at the end: each page shows what the database holds, but for documented holes. */
final class Oracle {
  private final SimulatedEngine engine;
  private final Mutations mutations;
  private final Cluster cluster;
  private final Pages pages;
  private final ForgottenNodes forgotten;
  private final RestoredSnapshot snapshot;

  Oracle(
      SimulatedEngine engine,
      Mutations mutations,
      Cluster cluster,
      Pages pages,
      ForgottenNodes forgotten,
      RestoredSnapshot snapshot) {
    this.engine = engine;
    this.mutations = mutations;
    this.cluster = cluster;
    this.pages = pages;
    this.forgotten = forgotten;
    this.snapshot = snapshot;
  }

  /** {@return how many mutations fell into a documented hole} */
  int holes() {
    return snapshot.isUnnoticed() ? 1 : Long.bitCount(forgotten.excused());
  }

  void check() {
    if (!snapshot.isUnnoticed()) {
      pages.all().forEach(this::check);
    }
    long open = 0;
    for (SimulatedNode node : cluster.running()) {
      HubStats stats = node.stats();
      open += stats.connections();
      require(stats.debts() == 0, () -> node + " still owes something");
    }
    long connected = pages.all().stream().filter(SimulatedClient::isConnected).count();
    require(open == connected, () -> "connections are miscounted");
  }

  private void check(SimulatedClient client) {
    long truth = engine.data(engine.primary());
    long missed = client.lacks(truth) & ~forgotten.excused();
    require(missed == 0, () -> client + " never learns of " + mutations.tags(missed));
    long extra = client.showsBeside(truth) & ~forgotten.excused();
    require(
        engine.kind() == Kind.REDIS || extra == 0,
        () -> client + " shows what was rolled back: " + mutations.tags(extra));
  }

  private static void require(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise.get());
    }
  }
}
