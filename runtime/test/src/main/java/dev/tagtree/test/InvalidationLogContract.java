// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.InvalidationLog.Batch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The contract that every {@link InvalidationLog} keeps; a subclass says how to open one. */
public abstract class InvalidationLogContract extends LogOrderContract {
  private static final Duration PROMPT = Duration.ofSeconds(5);

  @Test
  void aNewLogIsEmptyAndItsHeadCanBeContinuedFrom() throws Exception {
    InvalidationLog log = log();
    Cursor start = log.head();
    assertEquals(start, log.oldest());
    assertEquals(new Batch(List.of(), start, false, 0), now(log, start, 10));
    log.append(tags(0, 1));
    assertEquals(tags(0, 1), all(log));
    assertEquals(1, now(log, start, 10).entries().size());
  }

  @Test
  void aReaderContinuesExactlyBehindTheBatchBefore() throws Exception {
    InvalidationLog log = log();
    log.append(tags(0, 10));
    List<Tag> read = new ArrayList<>();
    Cursor at = log.oldest();
    for (long left = 10; left > 0; ) {
      Batch batch = now(log, at, 3);
      assertFalse(batch.gap());
      assertTrue(batch.entries().size() <= 3);
      batch.entries().forEach(entry -> read.add(entry.tag()));
      left -= batch.entries().size();
      assertTrue(batch.remaining() == 0 || batch.remaining() == left);
      at = batch.next();
    }
    assertEquals(tags(0, 10), read);
    assertEquals(log.head(), at);
  }

  @Test
  void whatFollowsACursorInTheMiddleIsRead() throws Exception {
    InvalidationLog log = log();
    log.append(tags(0, 10));
    List<Invalidation> entries = now(log, log.oldest(), 10).entries();
    for (int i = 0; i < 10; i++) {
      List<Invalidation> rest = now(log, entries.get(i).cursor(), 10).entries();
      assertEquals(entries.subList(i + 1, 10), rest);
    }
  }

  @Test
  void aWaitingReadIsWokenByAppend() throws Exception {
    InvalidationLog log = log();
    Future<Batch> reading = reading(log);
    log.append(tags(0, 1));
    assertEquals(tag(0), soon(reading).entries().get(0).tag());
  }

  @Test
  void aWaitingReadIsEndedByClose() throws Exception {
    InvalidationLog log = log();
    Future<Batch> reading = reading(log);
    log.close();
    ExecutionException ended = assertThrows(ExecutionException.class, () -> soon(reading));
    assertTrue(ended.getCause() instanceof IllegalStateException, ended::toString);
  }

  @Test
  void aWaitingReadIsEndedByAnInterrupt() throws Exception {
    InvalidationLog log = log();
    Future<Batch> reading = reading(log);
    threads.shutdownNow();
    ExecutionException ended = assertThrows(ExecutionException.class, () -> soon(reading));
    assertTrue(ended.getCause() instanceof InterruptedException, ended::toString);
  }

  /** Waits much shorter than the read would by itself. */
  private static Batch soon(Future<Batch> reading) throws Exception {
    return reading.get(PROMPT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Starts to read behind the head, and returns when the reader waits. */
  private Future<Batch> reading(InvalidationLog log) {
    AtomicReference<Thread> reader = new AtomicReference<>();
    Cursor head = log.head();
    Future<Batch> reading =
        threads.submit(
            () -> {
              reader.set(Thread.currentThread());
              return log.read(head, 10, LONG);
            });
    while (reader.get() == null
        || reader.get().getState() != Thread.State.TIMED_WAITING && !reading.isDone()) {
      Thread.onSpinWait();
    }
    return reading;
  }

  @Test
  void aReadThatWaitedInVainIsEmptyAndNoGap() throws Exception {
    InvalidationLog log = log();
    log.append(tags(0, 1));
    assertEquals(
        new Batch(List.of(), log.head(), false, 0), log.read(log.head(), 10, Duration.ofMillis(1)));
  }

  @Test
  void aWaitLongerThanAnyClockIsNoError() throws Exception {
    InvalidationLog log = log();
    log.append(tags(0, 1));
    assertEquals(
        1, log.read(log.oldest(), 10, Duration.ofSeconds(Long.MAX_VALUE)).entries().size());
  }

  @Test
  void noMoreEntriesAreKeptThanAllowed() throws Exception {
    InvalidationLog log = log(5, 1 << 20, InstantSource.system());
    Cursor start = log.oldest();
    log.append(tags(0, 5));
    assertFalse(now(log, start, 10).gap());
    log.append(tags(5, 6));
    assertTrue(now(log, start, 10).gap());
    assertEquals(tags(1, 6), all(log));
    log.append(tags(6, 100));
    assertEquals(tags(95, 100), all(log));
  }

  @Test
  void noMoreBytesAreKeptThanAllowed() throws Exception {
    int size = tag(0).toString().length();
    InvalidationLog log = log(100, 3L * size, InstantSource.system());
    Cursor start = log.oldest();
    log.append(tags(0, 3));
    assertFalse(now(log, start, 10).gap());
    log.append(tags(3, 4));
    assertTrue(now(log, start, 10).gap());
    assertEquals(tags(1, 4), all(log));
  }

  @Test
  void anEntryLargerThanAllIsAGapForEveryReader() throws Exception {
    InvalidationLog log = log(100, 5, InstantSource.system());
    Cursor start = log.head();
    Cursor lost = log.append(tags(0, 1));
    Batch batch = now(log, start, 10);
    assertTrue(batch.gap());
    assertEquals(lost, batch.next());
    assertEquals(new Batch(List.of(), lost, false, 0), now(log, lost, 10));
  }

  @Test
  void aGapContinuesAtAPositionBehindWhichNothingIsLost() throws Exception {
    InvalidationLog log = log(3, 1 << 20, InstantSource.system());
    Cursor start = log.oldest();
    log.append(tags(0, 10));
    Batch gap = now(log, start, 10);
    assertTrue(gap.gap());
    log.append(tags(10, 12));
    List<Tag> after = new ArrayList<>();
    gap.entries().forEach(entry -> after.add(entry.tag()));
    now(log, gap.next(), 10).entries().forEach(entry -> after.add(entry.tag()));
    assertEquals(tags(10, 12), after.subList(after.size() - 2, after.size()));
  }

  @Test
  void aCursorOfAnotherLogIsAGap() throws Exception {
    InvalidationLog log = log();
    log.append(tags(0, 2));
    InvalidationLog other = log();
    Batch batch = now(log, other.append(tags(0, 1)), 10);
    assertTrue(batch.gap());
    assertEquals(log.head().epoch(), batch.next().epoch());
    for (Cursor own : List.of(log.oldest(), log.head())) {
      assertTrue(now(log, new Cursor("other", own.offset()), 10).gap());
    }
  }

  @Test
  void aCursorOfTheFutureIsAGap() throws Exception {
    InvalidationLog log = log();
    Cursor head = log.append(tags(0, 2));
    assertTrue(now(log, new Cursor(head.epoch(), head.offset() + 1), 10).gap());
    assertTrue(now(log, new Cursor(head.epoch(), Long.MAX_VALUE), 10).gap());
  }

  @Test
  void aCursorBeforeTheLogIsAGap() throws Exception {
    InvalidationLog log = log();
    Cursor oldest = log.oldest();
    log.append(tags(0, 2));
    assertTrue(now(log, new Cursor(oldest.epoch(), oldest.offset() - 1), 10).gap());
  }

  @Test
  void aClosedLogRefusesAppendAndRead() {
    InvalidationLog log = log();
    Cursor head = log.append(tags(0, 1));
    log.close();
    log.close();
    assertThrows(IllegalStateException.class, () -> log.append(tags(0, 1)));
    assertThrows(IllegalStateException.class, () -> log.read(head, 1, Duration.ZERO));
  }

  @Test
  void badArgumentsAreRefusedAndChangeNothing() throws Exception {
    InvalidationLog log = log();
    Cursor head = log.head();
    assertThrows(IllegalArgumentException.class, () -> log.append(List.of()));
    List<Tag> withNull = new ArrayList<>(tags(0, 1));
    withNull.add(null);
    assertThrows(NullPointerException.class, () -> log.append(withNull));
    assertThrows(IllegalArgumentException.class, () -> log.read(head, 0, Duration.ZERO));
    assertEquals(head, log.head());
  }

  @Test
  void aReaderAtTheHeadOfABusyLogFindsNoGap() throws Exception {
    InvalidationLog log = log(many(), 1 << 24, InstantSource.system());
    Cursor at = log.head();
    Future<?> writing =
        threads.submit(() -> LongStream.range(0, many()).forEach(i -> log.append(tags(0, 1))));
    for (long left = many(); left > 0; ) {
      Batch batch = now(log, at, 10);
      assertFalse(batch.gap(), "a gap, with " + left + " entries left");
      left -= batch.entries().size();
      at = batch.next();
    }
    writing.get();
  }

  @Test
  void aReaderThatIsOvertakenFindsAGapAndNeverAHole() throws Exception {
    InvalidationLog log = log(16, 1 << 20, InstantSource.system());
    Future<?> writing =
        threads.submit(
            () -> {
              for (int i = 0; i < many(); i++) {
                log.append(List.of(tag(i)));
              }
              return log.append(List.of(Tag.parse("end")));
            });
    Cursor at = log.oldest();
    long expected = -1;
    while (true) {
      Batch batch = log.read(at, 5, LONG);
      at = batch.next();
      expected = batch.gap() ? -1 : expected;
      for (Invalidation entry : batch.entries()) {
        assertTrue(expected < 0 || entry.number() == expected, () -> "a hole before " + entry);
        expected = entry.number() + 1;
      }
      if (writing.isDone() && at.equals(log.head())) {
        return;
      }
    }
  }

  @Test
  void whatIsKeptStaysBoundedHoweverMuchIsAppended() throws Exception {
    InvalidationLog log = log(100, 1_000, InstantSource.system());
    int appends = 2 * many();
    LongStream.range(0, appends).forEach(i -> log.append(List.of(tag((int) i))));
    List<Tag> kept = all(log);
    assertTrue(kept.size() <= 100);
    assertTrue(kept.stream().mapToLong(tag -> tag.toString().length()).sum() <= 1_000);
    assertEquals(tag(appends - 1), kept.get(kept.size() - 1));
  }
}
