// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.cluster.PostgresServer;
import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.postgres.PostgresLog;
import dev.tagtree.log.postgres.PostgresOutbox;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;

/** What a transaction says commits with it; and what goes wrong where that is done otherwise. */
@Timeout(60)
class PostgresTransactionsIT {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Tag A = Tag.parse("todos.byId(a)");
  private static final Tag B = Tag.parse("todos.byId(b)");

  @RegisterExtension static final OnePostgres ONE = new OnePostgres(PostgresServer::start);

  private final PostgresServer server = ONE.get();
  private final String schema = NewSchema.name();
  private PostgresLog log;
  private PostgresLog other;

  @BeforeEach
  void open() {
    log = PostgresLog.builder(server.dataSource()).schema(schema).build();
    other = PostgresLog.builder(server.dataSource()).schema(schema).build();
    log.head(); // the schema is there now
  }

  @AfterEach
  void close() {
    log.close();
    other.close();
  }

  @Test
  void whatIsCommittedIsReadByEveryNodeAndWhatIsRolledBackByNone() throws Exception {
    Cursor start = other.head();
    try (Connection connection = transaction()) {
      log.append(connection, A);
      connection.rollback();
      log.append(connection, B, A);
      connection.commit();
    }
    assertEquals(List.of(B, A), read(other, start, 2));
    assertEquals(List.of(B, A), read(log, start, 2));
    assertEquals(List.of(), other.read(other.head(), 9, Duration.ZERO).entries());
  }

  @Test
  void theHubOfAnotherNodeTellsItsListeners() throws Exception {
    BlockingQueue<Tag> told = new LinkedBlockingQueue<>();
    try (TagHub hub = TagHub.builder().log(other).build();
        Connection connection = transaction()) {
      hub.listen(Tag.parse("todos.*"), told::add);
      log.append(connection, A);
      connection.commit();
      assertEquals(A, told.poll(LONG.toSeconds(), TimeUnit.SECONDS));
    }
  }

  @Test
  void aSlowTransactionHoldsUpNobodyAndIsNotLost() throws Exception {
    Cursor start = other.head();
    try (Connection slow = transaction();
        Connection quick = transaction()) {
      log.append(slow, A);
      log.append(quick, B);
      quick.commit();
      Batch batch = other.read(start, 9, LONG);
      assertEquals(List.of(B), tags(batch));
      slow.commit();
      assertEquals(List.of(A), read(other, batch.next(), 1));
    }
  }

  /** Why there is an outbox: a sequence is in the order of its calls and not of commits. */
  @Test
  void aReaderThatAsksForHigherNumbersLosesASlowTransaction() throws Exception {
    server.execute(
        "CREATE TABLE " + schema + ".naive (id bigint GENERATED ALWAYS AS IDENTITY, tag text)");
    String insert = "INSERT INTO " + schema + ".naive (tag) VALUES ('%s')";
    try (Connection slow = transaction();
        Connection quick = transaction()) {
      execute(slow, insert.formatted("a"));
      execute(quick, insert.formatted("b"));
      quick.commit();
      assertEquals("b", higherThan(0));
      slow.commit();
      assertEquals("null", higherThan(2)); // a has number 1
    }
  }

  private String higherThan(long id) throws SQLException {
    return server.query(
        "SELECT string_agg(tag, ',' ORDER BY id) FROM " + schema + ".naive WHERE id > " + id);
  }

  /**
   * Why nothing is notified from the mutation: who is away hears nothing, and tags have no room.
   */
  @Test
  void aNotificationInTheTransactionIsLostToWhoIsAwayAndCannotBeLong() throws Exception {
    String notify = "SELECT pg_notify('naive', '%s')";
    try (Connection mutation = transaction()) {
      try (Connection reader = server.dataSource().getConnection()) {
        execute(reader, "LISTEN naive");
      }
      execute(mutation, notify.formatted("a"));
      mutation.commit();
      try (Connection again = server.dataSource().getConnection()) {
        execute(again, "LISTEN naive");
        assertEquals(0, again.unwrap(PGConnection.class).getNotifications(200).length);
      }
      String eightTags = "x".repeat(8 * 1_024);
      assertThrows(SQLException.class, () -> execute(mutation, notify.formatted(eightTags)));
    }
  }

  @Test
  void tagsOfOneCallStandSideBySideAmongManyTransactions() throws Exception {
    int writers = 4;
    int calls = 50;
    Cursor start = other.head();
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    List<Future<?>> writing = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      int writer = w;
      writing.add(threads.submit(() -> write(writer, calls)));
    }
    List<Invalidation> read = new ArrayList<>();
    for (Cursor at = start; read.size() < 2 * writers * calls; ) {
      Batch batch = other.read(at, 7, LONG);
      assertFalse(batch.gap());
      read.addAll(batch.entries());
      at = batch.next();
    }
    for (Future<?> writer : writing) {
      writer.get();
    }
    threads.shutdown();
    Map<String, Integer> next = new HashMap<>();
    for (int i = 0; i < read.size(); i += 2) {
      String first = read.get(i).tag().toString();
      String writer = first.substring(0, first.indexOf('.'));
      int call = next.merge(writer, 1, Integer::sum) - 1;
      assertEquals(writer + ".first(" + call + ")", first);
      assertEquals(writer + ".second(" + call + ")", read.get(i + 1).tag().toString());
    }
  }

  private Void write(int writer, int calls) throws SQLException {
    try (Connection connection = transaction()) {
      for (int i = 0; i < calls; i++) {
        log.append(
            connection,
            Tag.parse("w" + writer + ".first(" + i + ")"),
            Tag.parse("w" + writer + ".second(" + i + ")"));
        connection.commit();
      }
    }
    return null;
  }

  @Test
  void badArgumentsAreRefusedBeforeTheTransactionSuffers() throws Exception {
    Cursor start = other.head();
    List<Tag> tooMany = Collections.nCopies(PostgresOutbox.MAX_TAGS + 1, A);
    try (Connection connection = transaction()) {
      assertThrows(IllegalArgumentException.class, () -> log.append(connection, List.of()));
      assertThrows(IllegalArgumentException.class, () -> log.append(connection, tooMany));
      log.append(connection, tooMany.subList(1, tooMany.size()));
      connection.commit();
    }
    assertThrows(IllegalArgumentException.class, () -> log.append(tooMany));
    assertEquals(PostgresOutbox.MAX_TAGS, read(other, start, PostgresOutbox.MAX_TAGS).size());
    try (Connection committing = server.dataSource().getConnection()) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> log.append(committing, A));
      assertTrue(refused.getMessage().contains("auto-commit"), refused::getMessage);
    }
  }

  @Test
  void whatIsInsertedWithoutTheLibraryIsReadToo() throws Exception {
    Cursor start = other.head();
    server.execute(
        "INSERT INTO " + schema + ".outbox (tags) VALUES ('{todos.byId(a),todos.byId(b)}')");
    assertEquals(List.of(A, B), read(other, start, 2));
  }

  @Test
  void whatThisVersionCannotReadIsEverything() throws Exception {
    Cursor start = other.head();
    String insert = "INSERT INTO " + schema + ".outbox (format, tags) VALUES ";
    server.execute(
        insert + "(2, '{todos.list}')",
        insert + "(1, '{no tag}')",
        insert + "(1, '{NULL,\"\",todos.byId(a)}')",
        insert + "(1, ARRAY[repeat('x', 1025)])");
    Tag all = Tag.root();
    assertEquals(List.of(all, all, all, all, A, all), read(other, start, 6));
  }

  private Connection transaction() throws SQLException {
    Connection connection = server.dataSource().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet ignored = statement.getResultSet()) {
          assertTrue(ignored.next());
        }
      }
    }
  }

  private static List<Tag> read(PostgresLog log, Cursor after, int count) throws Exception {
    List<Tag> read = new ArrayList<>();
    for (Cursor at = after; read.size() < count; ) {
      Batch batch = log.read(at, count, LONG);
      assertFalse(batch.gap());
      assertFalse(batch.entries().isEmpty(), "nothing came");
      read.addAll(tags(batch));
      at = batch.next();
    }
    return read;
  }

  private static List<Tag> tags(Batch batch) {
    return batch.entries().stream().map(Invalidation::tag).toList();
  }
}
