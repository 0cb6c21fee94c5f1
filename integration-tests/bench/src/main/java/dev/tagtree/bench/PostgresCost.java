// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import com.example.cluster.PostgresServer;
import dev.tagtree.Tag;
import dev.tagtree.log.postgres.PostgresLog;
import java.time.Duration;

/**
 * The cost of the log in PostgreSQL to the mutations that use it, and the time until another node
 * has what they say. A real server that waits for the disk, on the same machine.
 */
final class PostgresCost {
  static final Duration POLL = Duration.ofMillis(50);
  static final Tag TAG = Tag.parse("todos.byId(1)");

  private PostgresCost() {}

  /** {@return the settings of a log that looks often where it is not woken} */
  static PostgresLog.Builder log(PostgresServer server) {
    return PostgresLog.builder(server.dataSource()).pollInterval(POLL);
  }

  static void print(int rounds) throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      Mutations.createTables(server);
      Targets targets = new Targets();
      PostgresRate.print(server, rounds, targets);
      PostgresLatency.print(server, targets);
      PostgresCapacity.print(server, rounds);
      targets.print();
    }
  }
}
