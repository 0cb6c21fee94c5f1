// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The transactions of this process that have said something and may not have ended. While there are
 * any, the outbox is looked at eagerly: soon after a young one, later and later after one that
 * takes long, so that the wait is a small part of how long it took. Thread-safe.
 */
final class OpenTransactions {
  /** Most that are waited for; what a forgotten one said is found by the next regular look. */
  static final int MAX_TRANSACTIONS = 1_024;

  /** Waits are no shorter than this, for a young one. */
  static final long EAGER_NANOS = TimeUnit.MICROSECONDS.toNanos(1_000);

  /** The wait is no more than this part of a transaction's age. */
  static final int PART_OF_AGE = 8;

  /** More rows in one look mean that there are many mutations, which looks hold up. */
  static final int FEW = 4;

  /** Then the wait is this multiple of what the look took: a fifth of the time at most is looks. */
  static final int PACE = 4;

  /** From then on regular looks are good enough. */
  static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private record Transaction(long number, long since) {}

  private final long regularNanos;

  // Guarded by this.
  private final Deque<Transaction> open = new ArrayDeque<>();
  private long wakeAt = Long.MAX_VALUE;
  private long pace = EAGER_NANOS;
  private boolean closed;

  OpenTransactions(Duration regular) {
    this.regularNanos = regular.toNanos();
  }

  /** Takes one that has said something at this time. */
  synchronized void add(long transaction, long now) {
    if (open.size() == MAX_TRANSACTIONS) {
      open.removeFirst();
    }
    open.addLast(new Transaction(transaction, now));
    if (wakeAt - now > EAGER_NANOS) {
      notifyAll();
    }
  }

  /** Forgets those that have ended, and those that are too old. */
  synchronized void ended(Collection<Long> numbers, long now) {
    Set<Long> all = new HashSet<>(numbers);
    open.removeIf(one -> all.contains(one.number()) || now - one.since() > MAX_AGE_NANOS);
  }

  /** A look took so long and moved so many rows: after many, the next one leaves room. */
  synchronized void looked(long nanos, long moved) {
    pace = moved > FEW ? Math.max(EAGER_NANOS, PACE * nanos) : EAGER_NANOS;
  }

  synchronized Long[] numbers() {
    return open.stream().map(Transaction::number).toArray(Long[]::new);
  }

  /** {@return how long to wait until the next look} */
  synchronized long delay(long now) {
    if (open.isEmpty()) {
      return regularNanos;
    }
    long youngest = now - open.getLast().since();
    return Math.min(regularNanos, Math.max(pace, youngest / PART_OF_AGE));
  }

  /** Waits until it is time for the next look, by the clock of the machine, or until closed. */
  synchronized void await() throws InterruptedException {
    long start = System.nanoTime();
    while (!closed) {
      long now = System.nanoTime();
      long from = open.isEmpty() ? start : Math.max(start, open.getLast().since());
      wakeAt = Math.min(start + regularNanos, from + delay(now));
      if (wakeAt - now <= 0) {
        break;
      }
      TimeUnit.NANOSECONDS.timedWait(this, wakeAt - now);
    }
    wakeAt = System.nanoTime();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
