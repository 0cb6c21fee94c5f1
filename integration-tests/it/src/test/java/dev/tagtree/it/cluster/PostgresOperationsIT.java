// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.cluster.PostgresServer;
import dev.tagtree.Tag;
import dev.tagtree.it.Impatient;
import dev.tagtree.it.TcpProxy;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.ExpectedWarnings;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.postgres.PostgresLog;
import dev.tagtree.log.postgres.PostgresOutbox;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** The log among the things that happen to databases: roles, poolers, crashes, failover. */
@Impatient
@Timeout(60)
class PostgresOperationsIT {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Tag TAG = Tag.parse("todos.list");

  @RegisterExtension
  static final ExpectedWarnings WARNINGS = new ExpectedWarnings("dev.tagtree.log.postgres");

  private static PostgresServer server;

  @BeforeAll
  static void startServer() throws Exception {
    server = PostgresServer.startWithoutFsync();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

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
  void whereTheClockIsBehindAPositionIsNotTheOneThatWasThereBeforeOlderDataWerePutBack()
      throws Exception {
    String name = NewSchema.name();
    try (PostgresLog log = PostgresLog.builder(server.dataSource()).schema(name).build();
        Connection connection = server.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      log.append(List.of(TAG));
      connection.setAutoCommit(false);
      Set<Long> positions = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        statement.execute("UPDATE " + name + ".head SET pos = pos + 60000000");
        try (ResultSet appended =
            statement.executeQuery(
                "SELECT first_pos - (SELECT pos FROM %1$s.head)"
                        .formatted(name) // as it was when the statement began
                    + " FROM %1$s.append(ARRAY['a', 'b'], 1000, 1000, 100000, 1000000000)"
                        .formatted(name))) {
          appended.next();
          positions.add(appended.getLong(1));
        }
        connection.rollback();
      }
      assertTrue(positions.size() > 1, () -> "always " + positions);
      assertTrue(positions.stream().allMatch(ahead -> ahead > 0), positions::toString);
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

  @Test
  void whereNotificationsAreSwallowedItPolls() throws Exception {
    String name = NewSchema.name();
    try (PostgresLog deaf =
            PostgresLog.builder(swallowing(server.dataSource())).schema(name).build();
        PostgresLog hearing = PostgresLog.builder(server.dataSource()).schema(name).build()) {
      Cursor at = deaf.head();
      await(() -> deaf.isListening() && hearing.isListening());
      for (int i = 0; deaf.isListening(); i++) {
        assertTrue(i < 1_000, "still listens in vain");
        at = next(deaf, at, hearing);
      }
      at = next(deaf, at, hearing);
      assertTrue(hearing.isListening());
      assertEquals(at, hearing.head());
    }
  }

  private static Cursor next(PostgresLog reader, Cursor at, PostgresLog writer) throws Exception {
    Cursor appended = writer.append(List.of(TAG));
    Batch batch = reader.read(at, 1, LONG);
    assertFalse(batch.gap());
    assertEquals(appended, batch.next());
    return appended;
  }

  @Test
  void aCrashLosesNothingAndTellsNobodyToRefetch() throws Exception {
    try (PostgresLog log = open(server.port())) {
      Cursor start = log.append(List.of(TAG));
      server.kill();
      assertThrows(LogUnavailableException.class, () -> log.append(List.of(TAG)));
      assertThrows(LogUnavailableException.class, () -> log.read(start, 1, Duration.ZERO));
      server.restart();
      Cursor appended = log.append(List.of(TAG));
      Batch batch = log.read(start, 2, LONG);
      assertFalse(batch.gap());
      assertEquals(appended, batch.entries().get(batch.entries().size() - 1).cursor());
    }
  }

  @Test
  void aCrashThatEmptiesTablesWithoutLogIsAGap() throws Exception {
    String name = NewSchema.name();
    try (PostgresLog log =
        PostgresLog.builder(server.dataSource()).schema(name).unlogged(true).build()) {
      Cursor start = log.append(List.of(TAG));
      server.kill();
      server.restart();
      Batch batch = log.read(start, 1, LONG);
      assertTrue(batch.gap());
      assertNotEquals(start.epoch(), batch.next().epoch());
    }
  }

  /** Positions are times, so that what goes on is soon ahead of what was lost. */
  @Test
  void anOlderCopyOfTheLogIsAGapEvenWhenItHasGoneOn() throws Exception {
    String name = NewSchema.name();
    try (PostgresLog log =
        PostgresLog.builder(server.dataSource())
            .schema(name)
            .pollInterval(Duration.ofMinutes(1)) // or it would see the copy before it goes on
            .listen(false)
            .build()) {
      log.append(List.of(TAG));
      server.execute(
          "CREATE TABLE %1$s.log_copy AS SELECT * FROM %1$s.log".formatted(name),
          "CREATE TABLE %1$s.head_copy AS SELECT * FROM %1$s.head".formatted(name));
      log.append(List.of(TAG));
      Cursor lost = log.read(log.oldest(), 9, Duration.ZERO).next();
      server.execute(
          ("TRUNCATE %1$s.head, %1$s.log; INSERT INTO %1$s.log SELECT * FROM %1$s.log_copy;"
                  + " INSERT INTO %1$s.head SELECT * FROM %1$s.head_copy;"
                  + " SELECT %1$s.append('{todos.list}', 1000, 100, 1000, 1000000000)")
              .formatted(name));
      assertTrue(Long.parseLong(server.query("SELECT pos FROM " + name + ".head")) > lost.offset());
      Batch batch = log.read(lost, 9, LONG);
      assertTrue(batch.gap());
      assertNotEquals(lost.epoch(), batch.next().epoch());
    }
  }

  @Test
  void aDeletedHeadIsOneGapAndNotOneAfterTheOther() throws Exception {
    String name = NewSchema.name();
    try (PostgresLog log = PostgresLog.builder(server.dataSource()).schema(name).build()) {
      Cursor head = log.append(List.of(TAG));
      server.execute("DELETE FROM " + name + ".log");
      Batch batch = log.read(head, 9, LONG);
      assertTrue(batch.gap());
      assertEquals(
          new Batch(List.of(), batch.next(), false, 0), log.read(batch.next(), 9, Duration.ZERO));
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsUnavailableInTime() throws Exception {
    try (TcpProxy proxy = TcpProxy.to(server.port());
        PostgresLog log = open(proxy.port())) {
      Cursor head = log.append(List.of(TAG));
      proxy.freeze();
      long start = System.nanoTime();
      assertThrows(LogUnavailableException.class, () -> log.append(List.of(TAG)));
      assertThrows(LogUnavailableException.class, () -> log.append(List.of(TAG)));
      assertThrows(LogUnavailableException.class, () -> log.read(head, 1, Duration.ZERO));
      assertTrue(System.nanoTime() - start < LONG.toNanos());
      proxy.thaw();
    }
  }

  @Test
  void aPromotedStandbyIsAnotherEpochAndAStandbyIsNoLog() throws Exception {
    try (PostgresServer primary = PostgresServer.startWithoutFsync();
        TcpProxy nodes = TcpProxy.to(primary.port());
        TcpProxy replication = TcpProxy.to(primary.port());
        PostgresLog log = open(nodes.port())) {
      log.append(List.of(TAG));
      PostgresServer standby = primary.standby(replication.port());
      await(() -> !"0".equals(query(primary, "SELECT count(*) FROM pg_stat_replication")));
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
            PostgresLog.builder(server.dataSource("postgres", nodes.port())).build()) {
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

  private static PostgresLog open(int port) {
    return PostgresLog.builder(server.dataSource("postgres", port))
        .schema(NewSchema.name())
        .timeout(Duration.ofMillis(500))
        .build();
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

  private static String query(PostgresServer server, String sql) {
    try {
      return server.query(sql);
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) { // the test has a timeout
      Thread.sleep(10);
    }
  }

  /** Takes LISTEN and delivers nothing, as PgBouncer does when it pools transactions. */
  private static DataSource swallowing(DataSource source) {
    return wrapped(
        DataSource.class,
        source,
        connection ->
            wrapped(Connection.class, connection, statement -> deaf((Statement) statement)));
  }

  private static Statement deaf(Statement statement) {
    return (Statement)
        Proxy.newProxyInstance(
            PostgresOperationsIT.class.getClassLoader(),
            new Class<?>[] {Statement.class},
            (proxy, method, arguments) -> {
              boolean listen =
                  method.getName().equals("execute")
                      && String.valueOf(arguments[0]).startsWith("LISTEN");
              return listen ? Boolean.FALSE : method.invoke(statement, arguments);
            });
  }

  private interface Wrapping {
    Object wrap(Object made) throws SQLException;
  }

  private static <T> T wrapped(Class<T> type, Object target, Wrapping wrapping) {
    return type.cast(
        Proxy.newProxyInstance(
            PostgresOperationsIT.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                Object made = method.invoke(target, arguments);
                boolean wraps =
                    List.of("getConnection", "createStatement").contains(method.getName());
                return wraps ? wrapping.wrap(made) : made;
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            }));
  }
}
