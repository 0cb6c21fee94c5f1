// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import dev.tagtree.Tag;
import dev.tagtree.it.cluster.RedisServer;
import dev.tagtree.kit.Table;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.redis.RedisLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.Jedis;

/** The cost of an append to Redis, and the time until it has reached another node. */
final class RedisCost {
  private static final int BATCH = 100;
  private static final int SINGLES = 20_000;
  private static final int BATCHES = 2_000;
  private static final int SENT = 2_000;

  /** Between two that are timed on their way, so that each finds the reader waiting. */
  private static final long QUIET_NANOS = 1_000_000;

  private RedisCost() {}

  static void print(int rounds) throws Exception {
    try (RedisServer server = RedisServer.create();
        Jedis jedis = server.connect();
        RedisLog writer = RedisLog.builder("127.0.0.1", server.port()).build();
        RedisLog reader = RedisLog.builder("127.0.0.1", server.port()).build()) {
      List<Double> pings = new ArrayList<>();
      List<Double> singles = new ArrayList<>();
      List<Double> batched = new ArrayList<>();
      List<Double> read = new ArrayList<>();
      List<Double> p50 = new ArrayList<>();
      List<Double> p99 = new ArrayList<>();
      for (int round = -1; round < rounds; round++) { // the first one warms up
        double ping = median(SINGLES, jedis::ping);
        double single = median(SINGLES, () -> writer.append(tags(1)));
        List<Tag> many = tags(BATCH);
        long start = System.nanoTime();
        for (int i = 0; i < BATCHES; i++) {
          writer.append(many);
        }
        double rate = perSecond((long) BATCHES * BATCH, start);
        double reading = read(reader);
        long[] ways = ways(writer, reader);
        if (round >= 0) {
          pings.add(ping);
          singles.add(single);
          batched.add(rate);
          read.add(reading);
          p50.add(ways[SENT / 2] / 1e3);
          p99.add(ways[SENT * 99 / 100] / 1e3);
        }
      }
      Table costs = new Table("call", "measured", "median of " + rounds, "least", "most");
      row(costs, "PING, for comparison", "us", pings);
      row(costs, "append of one tag", "us", singles);
      row(costs, "append of " + BATCH + " tags at once", "tags/s", batched);
      row(costs, "read, batches of 4,096", "entries/s", read);
      row(costs, "append to the other node, p50", "us", p50);
      row(costs, "append to the other node, p99", "us", p99);
      costs.print();
      Targets targets = new Targets();
      targets.add("append of one tag (us)", middle(singles), 50);
      targets.add("append of 100 tags, per tag (us)", 1e6 / middle(batched), 10);
      targets.print();
    }
  }

  private static List<Tag> tags(int count) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tags.add(Tag.parse("todos.byId(" + i + ")"));
    }
    return tags;
  }

  private static double median(int calls, Runnable call) {
    long[] nanos = new long[calls];
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      call.run();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[calls / 2] / 1e3;
  }

  private static double read(RedisLog log) throws InterruptedException {
    long start = System.nanoTime();
    long entries = 0;
    for (int i = 0; i < 20; i++) {
      Cursor at = log.oldest();
      while (true) {
        Batch batch = log.read(at, 4_096, Duration.ZERO);
        entries += batch.entries().size();
        at = batch.next();
        if (batch.remaining() == 0) {
          break;
        }
      }
    }
    return perSecond(entries, start);
  }

  private static double perSecond(long count, long start) {
    return count * 1e9 / (System.nanoTime() - start);
  }

  /** {@return how long each took from before its append until the other log's read returned it} */
  private static long[] ways(RedisLog writer, RedisLog reader) throws Exception {
    AtomicLongArray arrived = new AtomicLongArray(SENT);
    Cursor start = writer.head();
    Thread reading =
        new Thread(
            () -> {
              Cursor at = start;
              for (int n = 0; n < SENT; ) {
                try {
                  Batch batch = reader.read(at, 100, Duration.ofSeconds(10));
                  long now = System.nanoTime();
                  for (int i = 0; i < batch.entries().size(); i++) {
                    arrived.set(n++, now);
                  }
                  at = batch.next();
                } catch (InterruptedException ended) {
                  return;
                }
              }
            });
    reading.start();
    long[] ways = new long[SENT];
    for (int i = 0; i < SENT; i++) {
      LockSupport.parkNanos(QUIET_NANOS);
      ways[i] = System.nanoTime();
      writer.append(tags(1));
    }
    reading.join();
    for (int i = 0; i < SENT; i++) {
      ways[i] = arrived.get(i) - ways[i];
    }
    Arrays.sort(ways);
    return ways;
  }

  private static double middle(List<Double> figures) {
    return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
  }

  private static void row(Table table, String call, String unit, List<Double> figures) {
    table.row(
        call,
        unit,
        text(middle(figures)),
        text(figures.stream().min(Double::compare).orElseThrow()),
        text(figures.stream().max(Double::compare).orElseThrow()));
  }

  private static String text(double figure) {
    return String.format(Locale.ROOT, "%,.0f", figure);
  }
}
