// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.cluster.PostgresServer;
import dev.tagtree.it.Wide;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.Retention;
import dev.tagtree.test.InvalidationLogContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log keeps the contract in the oldest PostgreSQL too. */
@Wide
class OldestPostgresLogIT extends InvalidationLogContract {
  @RegisterExtension
  static final OnePostgres ONE =
      new OnePostgres(
          () -> PostgresServer.start(Path.of("target", "engines", "postgres-oldest.jar")));

  private final PostgresServer server = ONE.get();

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
