// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.cluster.PostgresServer;
import dev.tagtree.log.ExpectedWarnings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random histories of a real server, with crashes, cut and frozen connections, rows that somebody
 * deletes and nodes that restart: each committed invalidation is read by every node, or a gap after
 * it; what was rolled back is never read. {@code -Dtagtree.seed=} repeats one, {@code
 * -Dtagtree.histories=} runs more.
 */
@Timeout(900)
class PostgresHistoriesIT {
  private static final int HISTORIES = Integer.getInteger("tagtree.histories", 100);

  /** Most of a history is waiting. */
  private static final int AT_ONCE = 3;

  @RegisterExtension
  static final ExpectedWarnings WARNINGS = new ExpectedWarnings("dev.tagtree.log.postgres");

  private final Map<String, Integer> done = new ConcurrentSkipListMap<>();
  private final AtomicInteger lost = new AtomicInteger();

  @Test
  void whatIsCommittedIsReadOrThereIsAGapAfterIt() throws Exception {
    Long repeated = Long.getLong("tagtree.seed");
    if (repeated != null) {
      runAll(new AtomicLong(repeated), repeated + 1);
      return;
    }
    long first = new Random().nextLong() >>> 16;
    System.out.println("histories from -Dtagtree.seed=" + first);
    AtomicLong next = new AtomicLong(first);
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      Callable<Void> some = () -> runAll(next, first + HISTORIES);
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        running.add(threads.submit(some));
      }
      for (Future<Void> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.println(done + ", " + lost + " taken back by a crash");
    for (String step : PostgresHistory.STEPS) {
      assertTrue(done.getOrDefault(step, 0) > 0, () -> "never tried: " + step + " in " + done);
    }
    assertTrue(lost.get() > 0, "no crash took back what was committed asynchronously");
  }

  private Void runAll(AtomicLong next, long end) throws Exception {
    try (PostgresServer server = server()) {
      for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
        run(server, seed);
      }
    }
    return null;
  }

  private void run(PostgresServer server, long seed) {
    try (PostgresHistory history = new PostgresHistory(server, seed)) {
      history.run();
      assertEquals(List.of(), history.violations());
      history.counts().forEach((name, count) -> done.merge(name, count, Integer::sum));
      lost.addAndGet(history.lost());
    } catch (Exception | AssertionError failed) {
      throw new AssertionError("-Dtagtree.seed=" + seed, failed);
    }
  }

  /** A test that cannot fail says nothing: a reader that keeps gaps to itself is found out. */
  @Test
  void aReaderThatHidesGapsIsFoundOut() throws Exception {
    try (PostgresServer server = server()) {
      for (long seed = 0; seed < 20; seed++) {
        try (PostgresHistory history = new PostgresHistory(server, seed)) {
          history.run();
          if (!history.violationsWithoutGaps().isEmpty()) {
            return;
          }
        }
      }
    }
    throw new AssertionError("nothing was missing in any history");
  }

  private static PostgresServer server() throws Exception {
    PostgresServer server = PostgresServer.startWithoutFsync();
    // So that what is committed asynchronously is not written when the server is killed.
    server.execute("ALTER SYSTEM SET wal_writer_delay = '10s'");
    server.execute("SELECT pg_reload_conf()");
    return server;
  }
}
