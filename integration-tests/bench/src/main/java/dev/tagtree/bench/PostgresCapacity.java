// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import com.example.cluster.PostgresServer;
import dev.tagtree.kit.Table;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.postgres.PostgresLog;
import java.time.Duration;
import java.util.Arrays;

/** The entries that a log takes and gives in a second. */
final class PostgresCapacity {
  /** Invalidations that are said at once. */
  private static final int MANY = 20_000;

  private PostgresCapacity() {}

  /** What bounds the number of invalidations, and of nodes that read them. */
  static void print(PostgresServer server, int rounds) throws Exception {
    Table table = new Table("entries/s", "measured");
    try (PostgresLog log =
        PostgresLog.builder(server.dataSource())
            .retainedEntries(2 * MANY)
            .retainedBytes(64 << 20)
            .build()) {
      Follower follower = new Follower(log);
      table.row("through the outbox and to a node", moved(server, follower, rounds).toString());
      follower.close();
      table.row("read again, batches of 4,096", read(log, rounds).toString());
    }
    table.print();
  }

  private static Samples moved(PostgresServer server, Follower follower, int rounds)
      throws Exception {
    double[] rates = new double[rounds];
    for (int i = -1; i < rounds; i++) { // the first is a warm-up
      long before = follower.count();
      server.execute(
          "INSERT INTO tagtree.outbox (tags)"
              + " SELECT ARRAY['todos.byId(' || i || ')'] FROM generate_series(1, %d) i"
                  .formatted(MANY));
      long committed = System.nanoTime();
      long last = committed;
      while (follower.count() < before + MANY) {
        last = follower.awaitMore(follower.count());
      }
      rates[Math.max(0, i)] = MANY * 1e9 / (last - committed);
    }
    return Samples.of(Arrays.stream(rates));
  }

  private static Samples read(PostgresLog log, int rounds) throws Exception {
    double[] rates = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      long count = 0;
      Cursor at = log.oldest();
      for (int size = 1; size > 0; ) {
        Batch batch = log.read(at, 4_096, Duration.ZERO);
        at = batch.next();
        size = batch.entries().size();
        count += size;
      }
      rates[i] = count * 1e9 / (System.nanoTime() - start);
    }
    return Samples.of(Arrays.stream(rates));
  }
}
