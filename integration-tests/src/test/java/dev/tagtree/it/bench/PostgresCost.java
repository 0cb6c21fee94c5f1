// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.bench;

import dev.tagtree.Tag;
import dev.tagtree.demo.cluster.PostgresServer;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.postgres.PostgresLog;
import dev.tagtree.log.postgres.PostgresOutbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * What the log in PostgreSQL costs the mutations that use it, and how soon another node has what
 * they say. A real server that waits for the disk, on the same machine.
 */
final class PostgresCost {
  private static final int WRITERS = 16;
  private static final Duration ROUND = Duration.ofSeconds(1);

  /** Short rounds, and more of them: what else the machine does then meets both ways alike. */
  private static final int ROUNDS_MORE = 3;

  private static final int SAMPLES = 400;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Tag TAG = Tag.parse("todos.byId(1)");

  /** What one transaction says of what it changed. */
  private interface Saying {
    void say(Connection connection) throws SQLException;
  }

  private PostgresCost() {}

  static void print(int rounds) throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      server.execute("CREATE TABLE mutation (id bigserial PRIMARY KEY, text text)");
      Table targets = Table.ofTargets();
      printRate(server, ROUNDS_MORE * rounds, targets);
      printLatency(server, targets);
      targets.print();
    }
  }

  private static void printRate(PostgresServer server, int rounds, Table targets) throws Exception {
    double[] alone = new double[rounds];
    double[] said = new double[rounds];
    try (PostgresLog log = PostgresLog.builder(server.dataSource()).pollInterval(POLL).build();
        PostgresLog other = PostgresLog.builder(server.dataSource()).pollInterval(POLL).build()) {
      Follower follower = new Follower(other);
      rate(server, connection -> {}); // warm
      rate(server, connection -> log.append(connection, TAG));
      for (int round = 0; round < rounds; round++) {
        alone[round] = rate(server, connection -> {});
        said[round] = rate(server, connection -> log.append(connection, TAG));
      }
      follower.close();
    }
    Samples ratios = Samples.ratios(said, alone);
    Table table = new Table("transactions/s, " + WRITERS + " connections", "median (least-most)");
    table.row("mutation alone", Samples.of(Arrays.stream(alone)).toString());
    table.row("mutation that says what it makes stale", Samples.of(Arrays.stream(said)).toString());
    table.row("ratio", ratios.toString());
    table.print();
    targets.target("mutations alone / mutations that say", 1 / ratios.median(), 1 / 0.75);
  }

  private static double rate(PostgresServer server, Saying saying) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Future<Long>> writing = new ArrayList<>();
    long end = System.nanoTime() + ROUND.toNanos();
    for (int i = 0; i < WRITERS; i++) {
      writing.add(threads.submit(() -> mutations(server, saying, end)));
    }
    long all = 0;
    for (Future<Long> writer : writing) {
      all += writer.get();
    }
    threads.shutdown();
    return all * 1e9 / ROUND.toNanos();
  }

  private static long mutations(PostgresServer server, Saying saying, long end)
      throws SQLException {
    long count = 0;
    try (Connection connection = server.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      while (System.nanoTime() < end) {
        mutate(connection, saying);
        count++;
      }
    }
    return count;
  }

  private static void mutate(Connection connection, Saying saying) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO mutation (text) VALUES (?)")) {
      insert.setString(1, "what a user wrote");
      insert.execute();
    }
    saying.say(connection);
    connection.commit();
  }

  private static void printLatency(PostgresServer server, Table targets) throws Exception {
    Table table = new Table("ms until another node has it", "p50", "p90", "p99");
    double[] heard = latency(server, true, true);
    add(table, "after the commit, notified", heard);
    double[] polled = latency(server, false, true);
    add(table, "after the commit, polling each 50 ms", polled);
    double[] foreign = latency(server, true, false);
    add(table, "after the commit of who has no log, notified", foreign);
    add(table, "append without a transaction: until it returns", appends(server));
    table.print();
    targets.target("commit to other node, notified, p99 ms", percentile(heard, 99), 5);
    targets.target(
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
        mutate(
            connection,
            logged
                ? mutation -> log.append(mutation, TAG)
                : mutation -> outbox.append(mutation, TAG));
        long committed = System.nanoTime();
        long read = follower.awaitMore(seen);
        if (i >= 0) {
          millis[i] = Math.max(0, read - committed) / 1e6;
        }
        TimeUnit.MICROSECONDS.sleep(1_000 + random.nextInt(60_000));
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

  /** A node that reads all the time. */
  private static final class Follower {
    private final PostgresLog log;
    private final Thread thread = new Thread(this::follow, "follower");
    private long count;
    private long last;
    private volatile boolean closed;

    Follower(PostgresLog log) {
      this.log = log;
      thread.setDaemon(true);
      thread.start();
    }

    private void follow() {
      Cursor at = log.head();
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
