// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.cluster.PostgresServer;
import dev.tagtree.it.Wide;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.Retention;
import dev.tagtree.test.InvalidationLogContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The log keeps the contract in the oldest PostgreSQL too. */
@Wide
class OldestPostgresLogIT extends InvalidationLogContract {
  private static PostgresServer server;

  @BeforeAll
  static void startServer() throws IOException {
    server = PostgresServer.start(Path.of("target", "engines", "postgres-oldest.jar"));
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected InvalidationLog open(Retention retention, InstantSource clock) {
    return NewSchema.log(server, retention);
  }

  @Override
  protected int many() {
    return 400;
  }

  @Test
  void itIsTheOldest() throws Exception {
    String version = server.query("SHOW server_version");
    assertTrue(version.startsWith("14."), version);
  }
}
