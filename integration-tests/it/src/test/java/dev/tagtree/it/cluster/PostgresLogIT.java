// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import com.example.cluster.PostgresServer;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.Retention;
import dev.tagtree.test.InvalidationLogContract;
import java.io.IOException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The log in PostgreSQL keeps the contract. */
class PostgresLogIT extends InvalidationLogContract {
  private static PostgresServer server;

  @BeforeAll
  static void startServer() throws IOException {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  /** The clock is the server's. */
  @Override
  protected InvalidationLog open(Retention retention, InstantSource clock) {
    return NewSchema.log(server, retention);
  }

  @Override
  protected int many() {
    return 1_000; // each is a transaction on disk
  }
}
