// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.cluster.PostgresServer;
import dev.tagtree.Tag;
import dev.tagtree.it.Impatient;
import dev.tagtree.it.TcpProxy;
import dev.tagtree.kit.Patience;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.ExpectedWarnings;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.postgres.PostgresLog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A standby that becomes the primary, and those who stay with the old one. */
@Impatient
@Timeout(60)
class PostgresFailoverIT {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Tag TAG = Tag.parse("todos.list");

  @RegisterExtension
  static final ExpectedWarnings WARNINGS = new ExpectedWarnings("dev.tagtree.log.postgres");

  @Test
  void aPromotedStandbyIsAnotherEpochAndAStandbyIsNoLog() throws Exception {
    try (PostgresServer primary = PostgresServer.startWithoutFsync();
        TcpProxy nodes = TcpProxy.to(primary.port());
        TcpProxy replication = TcpProxy.to(primary.port());
        PostgresLog log = NewSchema.impatient(primary, nodes.port())) {
      log.append(List.of(TAG));
      PostgresServer standby = primary.standby(replication.port());
      await(() -> !query(primary, "SELECT count(*) FROM pg_stat_replication").equals("0"));
      replication.freeze(); // what follows does not reach the standby
      Cursor lost = append(log);
      primary.kill();
      nodes.target(standby.port());
      assertThrows(LogUnavailableException.class, () -> log.append(List.of(TAG)));
      assertThrows(LogUnavailableException.class, () -> log.read(lost, 1, Duration.ZERO));
      replication.reset();
      standby.promote();
      append(log);
      Batch batch = log.read(lost, 9, LONG);
      assertTrue(batch.gap());
      assertNotEquals(lost.epoch(), batch.next().epoch());
    }
  }

  @Test
  void aReaderDoesNotStayWithADeposedPrimary() throws Exception {
    try (PostgresServer primary = PostgresServer.startWithoutFsync();
        TcpProxy nodes = TcpProxy.to(primary.port());
        PostgresLog log =
            PostgresLog.builder(primary.dataSource("postgres", nodes.port())).build()) {
      Cursor before = log.append(List.of(TAG));
      PostgresServer standby = primary.standby(primary.port());
      await(() -> query(standby, "SELECT pos FROM tagtree.head").equals("" + before.offset()));
      append(log);
      Cursor read = log.read(log.oldest(), 9, LONG).next();
      standby.promote();
      nodes.target(standby.port()); // for new connections; the old ones stay
      primary.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%.pump(%'"
              + " AND pid <> pg_backend_pid()");
      Batch batch = log.read(read, 9, LONG);
      assertTrue(batch.gap());
      assertEquals(query(standby, "SELECT epoch FROM tagtree.head"), batch.next().epoch());
    }
  }

  private static void await(BooleanSupplier condition) {
    assertTrue(Patience.until(LONG, condition));
  }

  /** As somebody does whose log comes and goes. */
  private static Cursor append(PostgresLog log) throws Exception {
    for (int i = 0; i < 100; i++) {
      try {
        return log.append(List.of(TAG));
      } catch (LogUnavailableException unavailable) {
        Thread.sleep(50);
      }
    }
    throw new AssertionError("the log stays unavailable");
  }

  private static String query(PostgresServer server, String sql) {
    try {
      return server.query(sql);
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }
}
