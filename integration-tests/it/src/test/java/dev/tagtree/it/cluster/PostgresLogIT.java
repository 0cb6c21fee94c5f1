// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import com.example.cluster.PostgresServer;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.Retention;
import dev.tagtree.test.InvalidationLogContract;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log in PostgreSQL keeps the contract. */
class PostgresLogIT extends InvalidationLogContract {
  @RegisterExtension static final OnePostgres ONE = new OnePostgres(PostgresServer::start);

  private final PostgresServer server = ONE.get();

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
