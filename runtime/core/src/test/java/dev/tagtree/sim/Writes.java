// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.hub.Trace;

/** The writes of the nodes: at once, or in transactions that stay open for a while. */
final class Writes {
  private final SimulatedEngine engine;
  private final Cluster cluster;
  private final Pages pages;
  private final Mutations mutations;
  private final Dice dice;
  private final Trace trace;

  Writes(
      SimulatedEngine engine,
      Cluster cluster,
      Pages pages,
      Mutations mutations,
      Dice dice,
      Trace trace) {
    this.engine = engine;
    this.cluster = cluster;
    this.pages = pages;
    this.mutations = mutations;
    this.dice = dice;
    this.trace = trace;
  }

  private int add() {
    int mutation = mutations.add(dice.oneIn(10));
    pages.want(mutation);
    return mutation;
  }

  /** Commits and invalidates at some node. */
  void mutate(int count) {
    cluster.some().ifPresent(node -> mutate(node, count));
  }

  private void mutate(SimulatedNode node, int count) {
    for (int i = 0; i < count && !mutations.isFull(); i++) {
      int mutation = add();
      if (engine.kind() == Kind.REDIS) {
        commit(node, mutation);
        node.invalidate(mutations.tag(mutation));
      } else {
        node.begin(mutation);
        end(node, node.open() - 1, true);
      }
    }
  }

  /** Commits at a node that will not live to invalidate it. */
  void commitUnsaid(SimulatedNode node) {
    if (engine.kind() == Kind.REDIS && !mutations.isFull()) {
      commit(node, add());
      trace.tell(() -> node + " dies before it invalidates");
    }
  }

  /** Begins a transaction at some node. */
  void begin() {
    cluster.some().filter(node -> node.reachesData() && !mutations.isFull()).ifPresent(this::begin);
  }

  private void begin(SimulatedNode node) {
    int mutation = add();
    trace.tell(() -> node + " begins " + mutations.tag(mutation));
    node.begin(mutation);
  }

  /** Ends one of the transactions of some node, mostly with a commit. */
  void commit() {
    cluster
        .some()
        .filter(node -> node.open() > 0)
        .ifPresent(node -> end(node, dice.next(node.open()), !dice.oneIn(4)));
  }

  private void end(SimulatedNode node, int chosen, boolean commit) {
    int mutation = node.end(chosen, commit);
    if (mutation < 0) {
      trace.tell(() -> node + " rolls back");
    } else {
      commit(node, mutation);
    }
  }

  private void commit(SimulatedNode node, int mutation) {
    trace.tell(() -> node + " commits " + mutations.tag(mutation));
    mutations.commit(mutation);
    node.wrote(mutation);
  }
}
