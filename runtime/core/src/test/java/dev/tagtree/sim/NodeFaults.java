// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.hub.Trace;

/** Faults of one node: it dies or is replaced, and its way to the engine is cut or misled. */
final class NodeFaults {
  private final Cluster cluster;
  private final Pages pages;
  private final Writes writes;
  private final ForgottenNodes forgotten;
  private final RestoredSnapshot snapshot;
  private final Dice dice;
  private final Trace trace;

  NodeFaults(
      Cluster cluster,
      Pages pages,
      Writes writes,
      ForgottenNodes forgotten,
      RestoredSnapshot snapshot,
      Dice dice,
      Trace trace) {
    this.cluster = cluster;
    this.pages = pages;
    this.writes = writes;
    this.forgotten = forgotten;
    this.snapshot = snapshot;
    this.dice = dice;
    this.trace = trace;
  }

  /** Ends or starts the node at some place. */
  void restart(Act act) {
    int place = cluster.somePlace();
    switch (act) {
      case NODE_START -> cluster.start(place);
      case KILL -> cluster.at(place).ifPresent(this::kill);
      case DEPLOY -> cluster.at(place).ifPresent(this::close);
      default -> throw new AssertionError(act);
    }
  }

  private void kill(SimulatedNode node) {
    if (dice.oneIn(3)) {
      writes.commitUnsaid(node);
    }
    forgotten.ending(node);
    end(node);
  }

  private void close(SimulatedNode node) {
    boolean mended = dice.oneIn(2);
    forgotten.ending(node);
    trace.tell(() -> node + " closes" + (mended ? ", the way is mended meanwhile" : ""));
    node.close(mended);
    end(node);
  }

  private void end(SimulatedNode node) {
    trace.tell(() -> node + " ends");
    pages.lose(node);
    cluster.remove(node);
    forgotten.ended();
    snapshot.ended(node);
  }

  /** Does something to the way of some node to the engine. */
  void disturb(Act act) {
    cluster.some().ifPresent(node -> disturb(act, node));
  }

  private void disturb(Act act, SimulatedNode node) {
    trace.tell(() -> act + " " + node);
    switch (act) {
      case CUT -> node.log().cut();
      case MEND -> node.log().mend();
      case LOSE_ACK -> node.log().loseAcks(1 + dice.next(3));
      case REATTACH -> cluster.reattach(node);
      default -> throw new AssertionError(act);
    }
  }
}
