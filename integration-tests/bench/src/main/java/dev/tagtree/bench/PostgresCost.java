// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import com.example.cluster.PostgresServer;
import dev.tagtree.Tag;
import dev.tagtree.kit.Table;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.postgres.PostgresLog;
import dev.tagtree.log.postgres.PostgresOutbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * What the log in PostgreSQL costs the mutations that use it, and how soon another node has what
 * they say. A real server that waits for the disk, on the same machine.
 */
final class PostgresCost {
  private static final int WRITERS = 16;
  private static final int ROWS = 10_000;
  private static final Duration ROUND = Duration.ofSeconds(1);

  /** Short rounds, and more of them: what else the machine does then meets both ways alike. */
  private static final int ROUNDS_MORE = 3;

  private static final int SAMPLES = 250;

  /** Invalidations that are said at once. */
  private static final int MANY = 20_000;

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Tag TAG = Tag.parse("todos.byId(1)");

  /** What one transaction does before it commits. */
  private interface Work {
    void run(Connection connection) throws SQLException;
  }

  private PostgresCost() {}

  static void print(int rounds) throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      server.execute(
          "CREATE TABLE mutation (id bigserial PRIMARY KEY, text text)",
          "CREATE TABLE item (id int PRIMARY KEY, text text)",
          "CREATE TABLE note (id bigserial PRIMARY KEY, text text)",
          "INSERT INTO item SELECT i, 'text' FROM generate_series(1, " + ROWS + ") i");
      Targets targets = new Targets();
      printRate(server, ROUNDS_MORE * rounds, targets);
      printLatency(server, targets);
      printCapacity(server, rounds);
      targets.print();
    }
  }

  private static void printRate(PostgresServer server, int rounds, Targets targets) throws Exception {
    Table table =
        new Table(
            "transactions/s, " + WRITERS + " connections",
            "alone",
            "with one more insert",
            "saying",
            "saying / alone",
            "saying / one more insert");
    try (PostgresLog log = PostgresLog.builder(server.dataSource()).pollInterval(POLL).build();
        PostgresLog other = PostgresLog.builder(server.dataSource()).pollInterval(POLL).build()) {
      Follower follower = new Follower(other);
      Samples single = addRate(table, server, rounds, log, "one insert", PostgresCost::insert);
      Samples usual =
          addRate(table, server, rounds, log, "a row read, checked, changed", PostgresCost::change);
      follower.close();
      targets.add("one insert: alone / saying", 1 / single.median(), 1 / 0.75);
      targets.add("read, checked, changed: alone / saying", 1 / usual.median(), 1 / 0.75);
    }
    table.print();
  }

  private static Samples addRate(
      Table table, PostgresServer server, int rounds, PostgresLog log, String name, Work work)
      throws Exception {
    double[] alone = new double[rounds];
    double[] noted = new double[rounds];
    double[] said = new double[rounds];
    Work noting =
        connection -> {
          work.run(connection);
          insert(connection, "note");
        };
    Work saying =
        connection -> {
          work.run(connection);
          log.append(connection, TAG);
        };
    try (Writers writers = new Writers(server)) {
      for (int round = -1; round < rounds; round++) { // the first is a warm-up
        int at = Math.max(0, round);
        alone[at] = writers.rate(work);
        noted[at] = writers.rate(noting);
        said[at] = writers.rate(saying);
      }
    }
    Samples ratios = Samples.ratios(said, alone);
    table.row(
        name,
        Samples.of(Arrays.stream(alone)).toString(),
        Samples.of(Arrays.stream(noted)).toString(),
        Samples.of(Arrays.stream(said)).toString(),
        ratios.toString(),
        Samples.ratios(said, noted).toString());
    return ratios;
  }

  /** The least that a mutation can be. */
  private static void insert(Connection connection) throws SQLException {
    insert(connection, "mutation");
  }

  private static void insert(Connection connection, String table) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " (text) VALUES (?)")) {
      insert.setString(1, "what a user wrote");
      insert.execute();
    }
  }

  /** What a handler of a request usually does. */
  private static void change(Connection connection) throws SQLException {
    int id = 1 + ThreadLocalRandom.current().nextInt(ROWS);
    try (PreparedStatement select =
        connection.prepareStatement("SELECT text FROM item WHERE id = ?")) {
      select.setInt(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no row " + id);
        }
      }
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE item SET text = ? WHERE id = ?")) {
      update.setString(1, "what a user wrote");
      update.setInt(2, id);
      update.execute();
    }
  }

  private static void printLatency(PostgresServer server, Targets targets) throws Exception {
    Table table = new Table("ms until another node has it", "p50", "p90", "p99");
    double[] heard = latency(server, true, true);
    add(table, "after the commit, notified", heard);
    double[] polled = latency(server, false, true);
    add(table, "after the commit, polling each 50 ms", polled);
    double[] foreign = latency(server, true, false);
    add(table, "after the commit of who has no log, notified", foreign);
    add(table, "append without a transaction: until it returns", appends(server));
    add(table, "for comparison: NOTIFY and nothing else, until heard", notified(server));
    table.print();
    targets.add("commit to other node, notified, p99 ms", percentile(heard, 99), 5);
    targets.add(
        "commit to other node, polling, p99 ms", percentile(polled, 99), 1.3 * POLL.toMillis());
  }

  private static double[] latency(PostgresServer server, boolean listen, boolean logged)
      throws Exception {
    Random random = new Random(1);
    double[] millis = new double[SAMPLES];
    try (PostgresLog log =
            PostgresLog.builder(server.dataSource()).pollInterval(POLL).listen(listen).build();
        PostgresLog other =
            PostgresLog.builder(server.dataSource()).pollInterval(POLL).listen(listen).build();
        Connection connection = server.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Follower follower = new Follower(other);
      PostgresOutbox outbox = PostgresOutbox.create();
      for (int i = -50; i < SAMPLES; i++) { // the first are warm-up
        long seen = follower.count();
        insert(connection);
        if (logged) {
          log.append(connection, TAG);
        } else {
          outbox.append(connection, TAG);
        }
        connection.commit();
        long committed = System.nanoTime();
        long read = follower.awaitMore(seen);
        if (i >= 0) {
          millis[i] = Math.max(0, read - committed) / 1e6;
        }
        TimeUnit.MICROSECONDS.sleep(1_000 + random.nextInt(40_000));
      }
      follower.close();
    }
    return millis;
  }

  private static double[] appends(PostgresServer server) {
    try (PostgresLog log = PostgresLog.builder(server.dataSource()).build()) {
      return LongStream.range(-50, SAMPLES)
          .mapToDouble(
              i -> {
                long start = System.nanoTime();
                log.append(List.of(TAG));
                return (System.nanoTime() - start) / 1e6;
              })
          .skip(50)
          .toArray();
    }
  }

  /** The least there can be: somebody commits a NOTIFY, and somebody else waits for it. */
  private static double[] notified(PostgresServer server) throws Exception {
    Random random = new Random(1);
    double[] millis = new double[SAMPLES];
    try (Connection saying = server.dataSource().getConnection();
        Connection hearing = server.dataSource().getConnection();
        Statement listen = hearing.createStatement()) {
      listen.execute("LISTEN bare");
      PGConnection driver = hearing.unwrap(PGConnection.class);
      AtomicLong heard = new AtomicLong();
      CountDownLatch all = new CountDownLatch(50 + SAMPLES);
      Thread ear = new Thread(() -> hear(driver, heard, all), "ear");
      ear.start();
      for (int i = -50; i < SAMPLES; i++) { // the first are warm-up
        heard.set(0);
        try (Statement notify = saying.createStatement()) {
          notify.execute("NOTIFY bare");
        }
        long committed = System.nanoTime();
        while (heard.get() == 0) {
          TimeUnit.MICROSECONDS.sleep(50);
        }
        if (i >= 0) {
          millis[i] = Math.max(0, heard.get() - committed) / 1e6;
        }
        TimeUnit.MICROSECONDS.sleep(1_000 + random.nextInt(40_000));
      }
      ear.join();
    }
    return millis;
  }

  private static void hear(PGConnection driver, AtomicLong heard, CountDownLatch all) {
    try {
      while (all.getCount() > 0) {
        PGNotification[] came = driver.getNotifications(1_000);
        if (came != null && came.length > 0) {
          heard.set(System.nanoTime());
          all.countDown();
        }
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** What bounds the number of invalidations, and of nodes that read them. */
  private static void printCapacity(PostgresServer server, int rounds) throws Exception {
    Table table = new Table("entries/s", "measured");
    try (PostgresLog log =
        PostgresLog.builder(server.dataSource())
            .retainedEntries(2 * MANY)
            .retainedBytes(64 << 20)
            .build()) {
      Follower follower = new Follower(log);
      table.row("through the outbox and to a node", moved(server, follower, rounds).toString());
      follower.close();
      table.row("read again, batches of 4,096", read(log, rounds).toString());
    }
    table.print();
  }

  private static Samples moved(PostgresServer server, Follower follower, int rounds)
      throws Exception {
    double[] rates = new double[rounds];
    for (int i = -1; i < rounds; i++) { // the first is a warm-up
      long before = follower.count();
      server.execute(
          "INSERT INTO tagtree.outbox (tags)"
              + " SELECT ARRAY['todos.byId(' || i || ')'] FROM generate_series(1, %d) i"
                  .formatted(MANY));
      long committed = System.nanoTime();
      long last = committed;
      while (follower.count() < before + MANY) {
        last = follower.awaitMore(follower.count());
      }
      rates[Math.max(0, i)] = MANY * 1e9 / (last - committed);
    }
    return Samples.of(Arrays.stream(rates));
  }

  private static Samples read(PostgresLog log, int rounds) throws Exception {
    double[] rates = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      long count = 0;
      Cursor at = log.oldest();
      for (int size = 1; size > 0; ) {
        Batch batch = log.read(at, 4_096, Duration.ZERO);
        at = batch.next();
        size = batch.entries().size();
        count += size;
      }
      rates[i] = count * 1e9 / (System.nanoTime() - start);
    }
    return Samples.of(Arrays.stream(rates));
  }

  private static void add(Table table, String name, double[] millis) {
    table.row(
        name,
        format(percentile(millis, 50)),
        format(percentile(millis, 90)),
        format(percentile(millis, 99)));
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static double percentile(double[] values, int percent) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  /** Threads with a connection each that stays open, as in an application with a pool. */
  private static final class Writers implements AutoCloseable {
    private final List<Connection> connections = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);

    Writers(PostgresServer server) throws SQLException {
      for (int i = 0; i < WRITERS; i++) {
        Connection connection = server.dataSource().getConnection();
        connection.setAutoCommit(false);
        connections.add(connection);
      }
    }

    /** {@return transactions a second} */
    double rate(Work work) throws Exception {
      long end = System.nanoTime() + ROUND.toNanos();
      List<Callable<Long>> writing = new ArrayList<>();
      connections.forEach(connection -> writing.add(() -> transactions(connection, work, end)));
      long all = 0;
      for (Future<Long> writer : threads.invokeAll(writing)) {
        all += writer.get();
      }
      return all * 1e9 / ROUND.toNanos();
    }

    private static long transactions(Connection connection, Work work, long end)
        throws SQLException {
      long count = 0;
      while (System.nanoTime() < end) {
        work.run(connection);
        connection.commit();
        count++;
      }
      return count;
    }

    @Override
    public void close() throws SQLException {
      threads.shutdown();
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  /** A node that reads all the time. */
  private static final class Follower {
    private final PostgresLog log;
    private final Thread thread = new Thread(this::follow, "follower");
    private Cursor at;
    private long count;
    private long last;
    private volatile boolean closed;

    Follower(PostgresLog log) {
      this.log = log;
      this.at = log.head(); // or what comes before the thread runs would be missed
      thread.setDaemon(true);
      thread.start();
    }

    private void follow() {
      try {
        while (!closed) {
          Batch batch = log.read(at, 4_096, Duration.ofSeconds(1));
          at = batch.next();
          took(batch.entries().size());
        }
      } catch (InterruptedException ended) {
        // by close
      }
    }

    private synchronized void took(int entries) {
      if (entries > 0) {
        count += entries;
        last = System.nanoTime();
        notifyAll();
      }
    }

    synchronized long count() {
      return count;
    }

    synchronized long awaitMore(long than) throws InterruptedException {
      while (count == than) {
        wait();
      }
      return last;
    }

    void close() throws InterruptedException {
      closed = true;
      thread.interrupt();
      thread.join();
    }
  }
}
