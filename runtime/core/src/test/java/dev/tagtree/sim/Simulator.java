// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.hub.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A search in histories: of the first that breaks it tells in as few steps as show it. */
final class Simulator {
  /** Strong, or it would forget its level; hubs warn of each engine that does not answer. */
  private static final Logger LOGGER = Logger.getLogger("dev.tagtree.hub");

  private final Kind kind;
  private final Mistake mistake;
  private long holes;

  Simulator(Kind kind, Mistake mistake) {
    this.kind = kind;
    this.mistake = mistake;
  }

  /** {@return how many mutations fell into documented holes so far} */
  long holes() {
    return holes;
  }

  /** {@return what is wrong in one of these histories, if something is} */
  Optional<String> search(long first, long count) {
    Level before = LOGGER.getLevel();
    LOGGER.setLevel(Level.OFF);
    try {
      for (long seed = first; seed < first + count; seed++) {
        Swarm swarm = Swarm.of(kind, seed);
        Optional<String> failure = fail(swarm, new Trace(false));
        if (failure.isPresent()) {
          return Optional.of(report(swarm, failure.get()));
        }
      }
      return Optional.empty();
    } finally {
      LOGGER.setLevel(before);
    }
  }

  private Optional<String> fail(Swarm swarm, Trace trace) {
    try {
      World world = new World(swarm, mistake, trace);
      world.run();
      holes += world.holes();
      return Optional.empty();
    } catch (AssertionError | RuntimeException failure) {
      return Optional.of(String.valueOf(failure));
    }
  }

  private String report(Swarm swarm, String failure) {
    Swarm shortest =
        swarm.with(
            Shrinker.shrink(
                swarm.steps(), fewer -> fail(swarm.with(fewer), new Trace(false)).isPresent()));
    Trace trace = new Trace(true);
    List<String> lines = new ArrayList<>();
    lines.add("-Dtagtree.seed=" + swarm.seed() + " " + swarm.kind() + ": " + failure);
    lines.add(
        shortest.steps().size()
            + " of "
            + swarm.steps().size()
            + " steps show it, with "
            + shortest.nodes()
            + " nodes, "
            + shortest.clients()
            + " clients, "
            + shortest.retention().entries()
            + " entries kept:");
    String last = fail(shortest, trace).orElseThrow();
    lines.addAll(trace.lines());
    lines.add(last);
    return String.join("\n  ", lines);
  }
}
