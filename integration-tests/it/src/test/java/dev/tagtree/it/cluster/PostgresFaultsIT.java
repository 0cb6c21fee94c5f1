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
import dev.tagtree.kit.Patience;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.postgres.PostgresLog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One fault at a time, and what a reader is told: poolers, crashes, copies, a dead network. */
@Impatient
@Timeout(60)
class PostgresFaultsIT {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Tag TAG = Tag.parse("todos.list");

  @RegisterExtension static final OnePostgres ONE = OnePostgres.provoked();

  private final PostgresServer server = ONE.get();

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
  void whereNotificationsAreSwallowedItPolls() throws Exception {
    String name = NewSchema.name();
    try (PostgresLog deaf =
            PostgresLog.builder(DeafPooler.before(server.dataSource())).schema(name).build();
        PostgresLog hearing = PostgresLog.builder(server.dataSource()).schema(name).build()) {
      Cursor at = deaf.head();
      assertTrue(Patience.until(LONG, () -> deaf.isListening() && hearing.isListening()));
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
    try (PostgresLog log = NewSchema.impatient(server, server.port())) {
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
        PostgresLog log = NewSchema.impatient(server, proxy.port())) {
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
}
