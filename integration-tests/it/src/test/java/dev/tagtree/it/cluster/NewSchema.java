// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import com.example.cluster.PostgresServer;
import dev.tagtree.log.Retention;
import dev.tagtree.log.postgres.PostgresLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Names that no test has used yet, so that each has a log of its own. */
final class NewSchema {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private NewSchema() {}

  static String name() {
    return "log_" + COUNT.incrementAndGet();
  }

  /** {@return a log that gives up soon; the server is found at its own port or that of a proxy} */
  static PostgresLog impatient(PostgresServer server, int through) {
    return PostgresLog.builder(server.dataSource("postgres", through))
        .schema(name())
        .timeout(Duration.ofMillis(500))
        .build();
  }

  static PostgresLog log(PostgresServer server, Retention retention) {
    return PostgresLog.builder(server.dataSource())
        .schema(name())
        .retainedEntries(retention.entries())
        .retainedBytes(retention.bytes())
        .build();
  }
}
