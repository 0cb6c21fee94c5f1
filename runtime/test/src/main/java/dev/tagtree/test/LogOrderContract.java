// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order that every log keeps: dense, increasing, side by side, above what was given out. */
@Timeout(30)
public abstract class LogOrderContract {
  static final Duration LONG = Duration.ofSeconds(20);

  final List<InvalidationLog> opened = new ArrayList<>();
  final ExecutorService threads = Executors.newCachedThreadPool();

  /** Opens an empty log that takes the time of its offsets from a clock, as far as it uses one. */
  protected abstract InvalidationLog open(Retention retention, InstantSource clock);

  InvalidationLog log(int entries, long bytes, InstantSource clock) {
    InvalidationLog log = open(new Retention(entries, bytes), clock);
    opened.add(log);
    return log;
  }

  /** {@return how many appends are many; fewer where each takes long} */
  protected int many() {
    return 20_000;
  }

  InvalidationLog log() {
    return log(1_000, 1 << 20, InstantSource.system());
  }

  @AfterEach
  void close() {
    opened.forEach(InvalidationLog::close);
    threads.shutdownNow();
  }

  static Tag tag(int i) {
    return Tag.parse("todos.byId(" + i + ")");
  }

  static List<Tag> tags(int from, int to) {
    return IntStream.range(from, to).mapToObj(InvalidationLogContract::tag).toList();
  }

  static Batch now(InvalidationLog log, Cursor after, int max) throws Exception {
    return log.read(after, max, Duration.ZERO);
  }

  static List<Tag> all(InvalidationLog log) throws Exception {
    return now(log, log.oldest(), Integer.MAX_VALUE).entries().stream()
        .map(Invalidation::tag)
        .toList();
  }

  @Test
  void entriesAreReadInTheOrderTheyWereAppended() throws Exception {
    InvalidationLog log = log();
    log.append(tags(0, 3));
    log.append(tags(3, 4));
    assertEquals(tags(0, 4), all(log));
  }

  @Test
  void numbersAreDenseAndOffsetsIncrease() throws Exception {
    InvalidationLog log = log();
    for (int i = 0; i < 50; i++) {
      log.append(tags(i * 3, i * 3 + 3));
    }
    assertDenseAndIncreasing(now(log, log.oldest(), 150).entries());
  }

  private static void assertDenseAndIncreasing(List<Invalidation> entries) {
    for (int i = 1; i < entries.size(); i++) {
      Invalidation before = entries.get(i - 1);
      Invalidation entry = entries.get(i);
      assertEquals(before.number() + 1, entry.number());
      assertEquals(before.cursor().epoch(), entry.cursor().epoch());
      assertTrue(entry.cursor().offset() > before.cursor().offset(), () -> before + ", " + entry);
    }
  }

  @Test
  void appendReturnsThePositionOfItsLastEntry() throws Exception {
    InvalidationLog log = log();
    Cursor last = log.append(tags(0, 3));
    assertEquals(last, log.head());
    assertEquals(last, now(log, log.oldest(), 3).entries().get(2).cursor());
  }

  @Test
  void twoLogsHaveDifferentEpochs() {
    assertNotEquals(log().head().epoch(), log().head().epoch());
  }

  @Test
  void offsetsAreAboveEveryCursorGivenOutWhenTheClockStandsStill() throws Exception {
    InvalidationLog log = log(1_000, 1 << 20, () -> Instant.EPOCH.plusSeconds(1_000));
    assertCausal(log);
  }

  @Test
  void offsetsAreAboveEveryCursorGivenOutWhenTheClockGoesBack() throws Exception {
    long[] second = {2_000_000_000L};
    InvalidationLog log = log(1_000, 1 << 20, () -> Instant.ofEpochSecond(second[0]--));
    assertCausal(log);
  }

  @Test
  void aClockBefore1970IsTakenAs1970() throws Exception {
    assertCausal(log(1_000, 1 << 20, () -> Instant.ofEpochSecond(-5)));
  }

  private static void assertCausal(InvalidationLog log) throws Exception {
    Cursor given = log.head();
    for (int i = 0; i < 20; i++) {
      Cursor appended = log.append(tags(2 * i, 2 * i + 2));
      List<Invalidation> entries = now(log, given, 10).entries();
      assertEquals(tags(2 * i, 2 * i + 2), entries.stream().map(Invalidation::tag).toList());
      for (Invalidation entry : entries) {
        assertTrue(entry.cursor().offset() > given.offset());
      }
      assertEquals(appended, log.head());
      given = appended;
    }
  }

  @Test
  void tagsOfOneAppendStandSideBySideAmongManyWriters() throws Exception {
    int writers = 4;
    int appends = many() / 40;
    InvalidationLog log = log(writers * appends * 3, 1 << 24, InstantSource.system());
    List<Future<?>> writing = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      int writer = w;
      writing.add(
          threads.submit(
              () -> {
                for (int i = 0; i < appends; i++) {
                  log.append(
                      List.of(
                          Tag.parse("w" + writer + ".first(" + i + ")"),
                          Tag.parse("w" + writer + ".second(" + i + ")"),
                          Tag.parse("w" + writer + ".third(" + i + ")")));
                }
              }));
    }
    List<Invalidation> read = readWhile(log, writers * appends * 3);
    for (Future<?> writer : writing) {
      writer.get(20, TimeUnit.SECONDS);
    }
    assertDenseAndIncreasing(read);
    Map<String, Integer> next = new HashMap<>();
    for (int i = 0; i < read.size(); i += 3) {
      String first = read.get(i).tag().toString();
      String writer = first.substring(0, first.indexOf('.'));
      int count = next.merge(writer, 1, Integer::sum) - 1;
      assertEquals(writer + ".first(" + count + ")", first);
      assertEquals(writer + ".second(" + count + ")", read.get(i + 1).tag().toString());
      assertEquals(writer + ".third(" + count + ")", read.get(i + 2).tag().toString());
    }
  }

  private static List<Invalidation> readWhile(InvalidationLog log, int expected) throws Exception {
    List<Invalidation> read = new ArrayList<>();
    Cursor at = log.oldest();
    while (read.size() < expected) {
      Batch batch = log.read(at, 7, LONG);
      assertFalse(batch.gap());
      read.addAll(batch.entries());
      at = batch.next();
    }
    return read;
  }
}
