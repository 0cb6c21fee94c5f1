// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import dev.tagtree.demo.cluster.PostgresServer;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.InvalidationLogContract;
import dev.tagtree.log.Retention;
import dev.tagtree.log.postgres.PostgresLog;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The log in PostgreSQL keeps the contract. */
class PostgresLogIT extends InvalidationLogContract {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private static PostgresServer server;

  @BeforeAll
  static void startServer() throws IOException {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  /** In a schema of its own. The clock is the server's. */
  @Override
  protected InvalidationLog open(Retention retention, InstantSource clock) {
    return PostgresLog.builder(server.dataSource())
        .schema("log_" + SCHEMAS.incrementAndGet())
        .retainedEntries(retention.entries())
        .retainedBytes(retention.bytes())
        .build();
  }

  @Override
  protected int many() {
    return 1_000; // each is a transaction on disk
  }
}
