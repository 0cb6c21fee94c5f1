// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * The documented hole of Redis: a node ends with something to say, the master has no lease of it,
 * and no node lives that knew it. What was committed there is excused.
 */
final class ForgottenNodes {
  /** A node that has ended, and what was committed there. */
  private record Ghost(int node, long written) {}

  private final SimulatedEngine engine;
  private final Cluster cluster;
  private final List<Ghost> ghosts = new ArrayList<>();
  private long excused;

  ForgottenNodes(SimulatedEngine engine, Cluster cluster) {
    this.engine = engine;
    this.cluster = cluster;
  }

  /** Notes a node that ends now, if the master has no lease of it. */
  void ending(SimulatedNode node) {
    Store primary = engine.primary();
    boolean leased = primary.isLeased(node.number());
    if (engine.kind() == Kind.REDIS && !leased && !primary.isPending()) {
      ghosts.add(new Ghost(node.number(), node.written()));
    }
  }

  /** Excuses what nobody knows, now that one more has ended. */
  void ended() {
    Store primary = engine.primary();
    if (primary.isPending()) {
      return; // everybody refetches
    }
    for (Ghost ghost : ghosts) {
      if (!primary.isLeased(ghost.node) && !isKnown(ghost)) {
        excused |= ghost.written & ~primary.stored;
      }
    }
  }

  private boolean isKnown(Ghost ghost) {
    return cluster.running().stream().anyMatch(node -> node.log().willGiveLeaseTo(ghost.node));
  }

  /** {@return the mutations that fell into the hole} */
  long excused() {
    return excused;
  }
}
