// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import com.example.cluster.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads with a connection each that stays open, as in an application with a pool. */
final class Writers implements AutoCloseable {
  static final int COUNT = 16;

  private static final Duration ROUND = Duration.ofSeconds(1);

  /** What one transaction does before it commits. */
  interface Work {
    void run(Connection connection) throws SQLException;
  }

  private final List<Connection> connections = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);

  Writers(PostgresServer server) throws SQLException {
    for (int i = 0; i < COUNT; i++) {
      Connection connection = server.dataSource().getConnection();
      connection.setAutoCommit(false);
      connections.add(connection);
    }
  }

  /** {@return transactions a second} */
  double rate(Work work) throws Exception {
    long end = System.nanoTime() + ROUND.toNanos();
    List<Callable<Long>> writing = new ArrayList<>();
    connections.forEach(connection -> writing.add(() -> transactions(connection, work, end)));
    long all = 0;
    for (Future<Long> writer : threads.invokeAll(writing)) {
      all += writer.get();
    }
    return all * 1e9 / ROUND.toNanos();
  }

  private static long transactions(Connection connection, Work work, long end) throws SQLException {
    long count = 0;
    while (System.nanoTime() < end) {
      work.run(connection);
      connection.commit();
      count++;
    }
    return count;
  }

  @Override
  public void close() throws SQLException {
    threads.shutdown();
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
