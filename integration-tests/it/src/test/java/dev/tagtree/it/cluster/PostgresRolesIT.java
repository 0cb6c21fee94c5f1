// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.cluster.PostgresServer;
import dev.tagtree.Tag;
import dev.tagtree.it.Impatient;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.postgres.PostgresLog;
import dev.tagtree.log.postgres.PostgresOutbox;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** Who owns the schema, who runs nodes on it, and who only says something. */
@Impatient
@Timeout(60)
class PostgresRolesIT {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Tag TAG = Tag.parse("todos.list");

  @RegisterExtension static final OnePostgres ONE = OnePostgres.provoked();

  private final PostgresServer server = ONE.get();

  @Test
  void aSchemaThatIsMissingIsSaidAndAppliedByWhoOwnsTheDatabase() throws Exception {
    server.execute("CREATE ROLE stranger LOGIN");
    String name = NewSchema.name();
    try (PostgresLog log =
        PostgresLog.builder(server.dataSource("stranger", server.port()))
            .schema(name)
            .createSchema(false)
            .build()) {
      LogUnavailableException missing = assertThrows(LogUnavailableException.class, log::head);
      assertTrue(missing.getMessage().contains("schema.sql"), missing::getMessage);
      server.execute(file().replaceAll("\\btagtree\\b", name));
      LogUnavailableException refused = assertThrows(LogUnavailableException.class, log::head);
      assertTrue(refused.getMessage().contains("roles"), refused::getMessage);
      server.execute(
          "GRANT USAGE ON SCHEMA " + name + " TO stranger",
          "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + name + " TO stranger");
      assertEquals(log.append(List.of(TAG)), log.head());
    }
  }

  @Test
  void theFileCanBeAppliedAgain() throws Exception {
    String name = NewSchema.name();
    try (PostgresLog log = PostgresLog.builder(server.dataSource()).schema(name).build()) {
      Cursor head = log.append(List.of(TAG));
      server.execute(file().replaceAll("\\btagtree\\b", name));
      assertEquals(head, log.head());
    }
  }

  @Test
  void aPublisherMayOnlySayAndANodeMayDoTheRest() throws Exception {
    String name = NewSchema.name();
    server.execute(
        file().replaceAll("\\btagtree\\b", name),
        "CREATE ROLE publisher LOGIN",
        "GRANT USAGE ON SCHEMA " + name + " TO publisher",
        "GRANT INSERT (tags) ON " + name + ".outbox TO publisher",
        "CREATE ROLE node LOGIN",
        "GRANT USAGE ON SCHEMA " + name + " TO node",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + name + " TO node");
    try (PostgresLog log =
            PostgresLog.builder(server.dataSource("node", server.port()))
                .schema(name)
                .createSchema(false)
                .build();
        Connection publisher = server.dataSource("publisher", server.port()).getConnection()) {
      Cursor start = log.head();
      publisher.setAutoCommit(false);
      PostgresOutbox.create(name).append(publisher, TAG);
      publisher.commit();
      assertEquals(TAG, log.read(start, 1, LONG).entries().get(0).tag());
      for (String forbidden :
          List.of(
              "SELECT * FROM %s.outbox",
              "DELETE FROM %s.outbox",
              "SELECT * FROM %s.log",
              "SELECT * FROM %s.head",
              "SELECT * FROM %s.pump(1, 1, '{}', 1, 1, 1)",
              "SELECT * FROM %s.append('{a}', 1, 1, 1, 1)",
              "SELECT %s.renew(NULL)")) {
        assertThrows(SQLException.class, () -> execute(publisher, forbidden.formatted(name)));
        publisher.rollback();
      }
    }
  }

  @Test
  void connectionsOfAnyIsolationWillDo() throws Exception {
    PGSimpleDataSource source = server.dataSource();
    source.setOptions("-c default_transaction_isolation=serializable");
    String name = NewSchema.name();
    try (PostgresLog log = PostgresLog.builder(source).schema(name).build();
        Connection connection = source.getConnection()) {
      Cursor start = log.head();
      connection.setAutoCommit(false);
      log.append(connection, TAG);
      connection.commit();
      assertEquals(TAG, log.read(start, 1, LONG).entries().get(0).tag());
    }
  }

  private static String file() throws Exception {
    try (InputStream in = PostgresLog.class.getResourceAsStream("schema.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
