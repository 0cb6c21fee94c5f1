// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random histories of several nodes that share an engine, with faults of all kinds: at the end of
 * each, every page shows what the database holds.
 *
 * <p>The same ones in every build, so that one that fails belongs to the change. {@code
 * -Dtagtree.histories=500000} runs as many that nobody has seen yet; {@code -Dtagtree.seed=<seed>}
 * repeats one.
 */
class SimulatorTest {
  private static final long FIRST = 1;
  private static final long HISTORIES = 20_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyPageShowsWhatTheDatabaseHoldsWhateverHappens(Kind kind) {
    Long one = Long.getLong("tagtree.seed");
    Long unseen = Long.getLong("tagtree.histories");
    long histories = one != null ? 1 : unseen != null ? unseen : HISTORIES;
    long first = one != null ? one : unseen != null ? System.nanoTime() : FIRST;
    Simulator simulator = new Simulator(kind, Mistake.NONE);
    long start = THREADS.getCurrentThreadCpuTime();
    Optional<String> failure = simulator.search(first, histories);
    double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s: %,d histories from seed %d in %.1f s of one thread's CPU, %,.0f a second; "
            + "%d mutations in documented holes%n",
        kind,
        histories,
        first,
        seconds,
        histories / seconds,
        simulator.holes());
    assertEquals(Optional.empty(), failure);
  }
}
