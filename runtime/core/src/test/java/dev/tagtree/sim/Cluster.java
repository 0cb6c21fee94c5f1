// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.hub.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The nodes of one history, each at its place while it runs. */
final class Cluster {
  private static final int PUMPED = 4;
  private static final int MOST_TURNS = 500;

  private final Swarm swarm;
  private final SimulatedEngine engine;
  private final Clock clock;
  private final Dice dice;
  private final Trace trace;

  /** By place; null where none is running. */
  private final SimulatedNode[] nodes;

  private int born;

  Cluster(Swarm swarm, SimulatedEngine engine, Clock clock, Dice dice, Trace trace) {
    this.swarm = swarm;
    this.engine = engine;
    this.clock = clock;
    this.dice = dice;
    this.trace = trace;
    nodes = new SimulatedNode[swarm.nodes()];
    startAll();
  }

  private void startAll() {
    for (int place = 0; place < nodes.length; place++) {
      start(place);
    }
  }

  /** Starts a node if none is running there. */
  void start(int place) {
    if (nodes[place] == null && born < Store.MAX_NODES) {
      SimulatedNode node = new SimulatedNode(place, born++, swarm, engine, clock);
      nodes[place] = node;
      trace.tell(() -> node + " starts");
    }
  }

  /** Forgets a node that has ended. */
  void remove(SimulatedNode ended) {
    nodes[Arrays.asList(nodes).indexOf(ended)] = null;
  }

  int somePlace() {
    return dice.next(nodes.length);
  }

  /** {@return the node that runs there, if one does} */
  Optional<SimulatedNode> at(int place) {
    return Optional.ofNullable(nodes[place]);
  }

  /** {@return the node at some place, if one is running there} */
  Optional<SimulatedNode> some() {
    return at(somePlace());
  }

  /** {@return all that are running now} */
  List<SimulatedNode> running() {
    return Arrays.stream(nodes).filter(Objects::nonNull).toList();
  }

  /** Lets time pass, in which the leases are renewed. */
  void pass(long millis) {
    trace.tell(() -> millis + " ms pass");
    clock.pass(millis);
    running().forEach(node -> node.log().renewLease());
  }

  void turn() {
    some().ifPresent(this::turn);
  }

  private void turn(SimulatedNode node) {
    trace.tell(() -> node + " has its turn");
    node.log().buryOthers();
    node.step();
    if (!dice.oneIn(4)) {
      node.run();
    }
  }

  void pump() {
    some().ifPresent(this::pump);
  }

  private void pump(SimulatedNode node) {
    trace.tell(() -> node + " pumps");
    node.log().pump(PUMPED);
  }

  /** Connects a node to servers that it takes for the primary. */
  void attach(SimulatedNode node) {
    Store tail = engine.server(dice.oneIn(2));
    // Where data and log are one, nodes read both at one server: a stale replica is another story.
    boolean apart = swarm.kind() == Kind.REDIS && dice.oneIn(3);
    node.log().attach(tail, apart ? engine.server(dice.oneIn(2)) : tail);
  }

  void reattach(SimulatedNode node) {
    if (swarm.kind() == Kind.REDIS) {
      attach(node);
    } else {
      node.log().attachToPrimary(); // who wrote there does not go back
    }
  }

  void attachAllToPrimary() {
    running().forEach(node -> node.log().attachToPrimary());
  }

  /** Ends all faults of nodes and of their ways to the engine. */
  void heal() {
    startAll();
    for (SimulatedNode node : running()) {
      node.log().mend();
      node.log().loseAcks(0);
      node.rollBackAll();
    }
    attachAllToPrimary();
  }

  /** Lets every node do all that it has to do. */
  void settle() {
    for (SimulatedNode node : running()) {
      node.log().renewLease();
      node.log().buryOthers();
      node.log().pump(Mutations.MAX);
      int turns = 0;
      while (node.step()) {
        if (++turns == MOST_TURNS) {
          throw new AssertionError("the tail finds no end");
        }
      }
      node.run();
    }
  }
}
