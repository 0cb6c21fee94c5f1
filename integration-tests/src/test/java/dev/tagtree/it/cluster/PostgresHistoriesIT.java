// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.demo.cluster.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a real server, with crashes, cut and frozen connections, rows that somebody
 * deletes and nodes that restart: each committed invalidation is read by every node, or a gap after
 * it; what was rolled back is never read. {@code -Dtagtree.seed=} repeats one.
 */
class PostgresHistoriesIT {
  private static final int HISTORIES = 30;

  @Test
  void whatIsCommittedIsReadOrThereIsAGapAfterIt() throws Exception {
    Long repeated = Long.getLong("tagtree.seed");
    long first = repeated == null ? new Random().nextLong() >>> 16 : repeated;
    Map<String, Integer> done = new TreeMap<>();
    int lost = 0;
    try (PostgresServer server = PostgresServer.start()) {
      // So that what is committed asynchronously is not on disk when the server is killed.
      server.execute("ALTER SYSTEM SET wal_writer_delay = '10s'", "SELECT pg_reload_conf()");
      for (int i = 0; i < (repeated == null ? HISTORIES : 1); i++) {
        long seed = first + i;
        try (PostgresHistory history = new PostgresHistory(server, seed, i % 4 == 3)) {
          history.run();
          lost += history.lost();
          assertEquals(List.of(), history.violations(), () -> "-Dtagtree.seed=" + seed);
          history.counts().forEach((name, count) -> done.merge(name, count, Integer::sum));
        } catch (Exception failed) {
          throw new AssertionError("-Dtagtree.seed=" + seed, failed);
        }
      }
    }
    PostgresHistory.TIMES.forEach((k, v) -> System.out.println("TIME " + k + " " + v / 1000000));
    System.out.println("histories from -Dtagtree.seed=" + first + ": " + done + ", lost " + lost);
    if (repeated == null) {
      for (String step : PostgresHistory.STEPS) {
        assertTrue(done.getOrDefault(step, 0) > 0, () -> "never tried: " + step + " in " + done);
      }
    }
  }

  /** A test that cannot fail says nothing: a reader that keeps gaps to itself is found out. */
  @Test
  void aReaderThatHidesGapsIsFoundOut() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      long found =
          IntStream.range(0, 12)
              .filter(seed -> hidesGaps(server, seed))
              .limit(1) // one is enough
              .count();
      assertEquals(1, found);
    }
  }

  private static boolean hidesGaps(PostgresServer server, long seed) {
    try (PostgresHistory history = new PostgresHistory(server, seed, true)) {
      history.run();
      return !history.violationsWithoutGaps().isEmpty();
    } catch (Exception failed) {
      throw new AssertionError("seed " + seed, failed);
    }
  }
}
