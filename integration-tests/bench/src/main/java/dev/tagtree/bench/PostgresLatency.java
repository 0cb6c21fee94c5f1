// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import com.example.cluster.PostgresServer;
import dev.tagtree.kit.Table;
import dev.tagtree.log.postgres.PostgresLog;
import dev.tagtree.log.postgres.PostgresOutbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** The time from a commit, or an append, until another node has what it says. */
final class PostgresLatency {
  private static final int SAMPLES = 250;

  /** Those before them that do not count. */
  private static final int WARM_UP = 50;

  private PostgresLatency() {}

  static void print(PostgresServer server, Targets targets) throws Exception {
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
        "commit to other node, polling, p99 ms",
        percentile(polled, 99),
        1.3 * PostgresCost.POLL.toMillis());
  }

  private static double[] latency(PostgresServer server, boolean listen, boolean logged)
      throws Exception {
    Random random = new Random(1);
    double[] millis = new double[SAMPLES];
    try (PostgresLog log = PostgresCost.log(server).listen(listen).build();
        PostgresLog other = PostgresCost.log(server).listen(listen).build();
        Connection connection = server.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Follower follower = new Follower(other);
      PostgresOutbox outbox = PostgresOutbox.create();
      for (int i = -WARM_UP; i < SAMPLES; i++) {
        long seen = follower.count();
        Mutations.insert(connection);
        if (logged) {
          log.append(connection, PostgresCost.TAG);
        } else {
          outbox.append(connection, PostgresCost.TAG);
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
      return LongStream.range(-WARM_UP, SAMPLES)
          .mapToDouble(
              i -> {
                long start = System.nanoTime();
                log.append(List.of(PostgresCost.TAG));
                return (System.nanoTime() - start) / 1e6;
              })
          .skip(WARM_UP)
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
      CountDownLatch all = new CountDownLatch(WARM_UP + SAMPLES);
      Thread ear = new Thread(() -> hear(driver, heard, all), "ear");
      ear.start();
      for (int i = -WARM_UP; i < SAMPLES; i++) {
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
}
