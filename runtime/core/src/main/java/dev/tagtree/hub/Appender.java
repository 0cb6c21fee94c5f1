// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.LogUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The hand that puts invalidations into the log without ever failing a mutation: at once where the
 * log is in this process; through a queue, which one thread empties, where an engine stands behind
 * it. What the engine does not take is a debt: kept, merged when it grows, and paid when the engine
 * is back.
 *
 * <p>What waits is appended together, so the more callers there are, the fewer round trips each of
 * them needs. Thread-safe.
 */
final class Appender {
  private static final System.Logger LOGGER = System.getLogger("dev.tagtree.hub");

  /**
   * Most tags that are owed; beyond that, and if merging does not help, one says it all: {@code *}.
   */
  static final int MAX_DEBT_TAGS = 8_192;

  /** Most tags that are appended together, but for a call that has more. */
  static final int MAX_PAYMENT_TAGS = HubSettings.MAX_TAGS_PER_CALL;

  /** How long a caller waits for the engine's word, while the engine works. */
  private static final Duration CONFIRMATION = Duration.ofMillis(5);

  private static final Duration FIRST_RETRY = Duration.ofMillis(50);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);

  /**
   * What one call said; or, after merging, what several did.
   *
   * @param appended where it stands in the log, once it does; never, for what was merged
   */
  private record Debt(List<Tag> tags, CompletableFuture<Cursor> appended) {}

  private final InvalidationLog log;
  private final HubCounters counters;
  private final boolean threaded;

  // Guarded by this.
  private final ArrayDeque<Debt> debts = new ArrayDeque<>();
  private @Nullable Thread payer;
  private boolean closed;

  /** Tags that are queued or on their way to the engine; written under the lock. */
  private volatile int owed;

  /** Whether the engine refused last. */
  private volatile boolean failing;

  Appender(InvalidationLog log, HubCounters counters, boolean threaded) {
    this.log = log;
    this.counters = counters;
    this.threaded = threaded;
  }

  /** {@return where the last of the tags stands, once the log has it; it may never say} */
  CompletableFuture<Cursor> append(List<Tag> tags) {
    if (!log.isShared()) {
      try {
        return CompletableFuture.completedFuture(log.append(tags));
      } catch (LogUnavailableException failure) {
        failed(failure);
      }
    }
    Debt debt = new Debt(tags, new CompletableFuture<>());
    owe(debt);
    return debt.appended();
  }

  /** Waits for the log's word, briefly, and not at all while it does not answer. */
  void await(CompletableFuture<Cursor> appended) {
    if (appended.isDone() || failing || !threaded) {
      return;
    }
    try {
      appended.get(CONFIRMATION.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      // it is kept, and appended later
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** {@return how many tags the log has yet to take} */
  int owed() {
    return owed;
  }

  private synchronized void owe(Debt debt) {
    debts.add(debt);
    owed += debt.tags().size();
    if (owed > MAX_DEBT_TAGS) {
      merge();
    }
    if (threaded && payer == null) {
      payer = new Thread(this::run, "tagtree-append");
      payer.setDaemon(true);
      payer.start();
    }
    notifyAll();
  }

  /**
   * Says what is queued with fewer tags. Nobody is told where it stands, as that may be no one
   * place.
   */
  private synchronized void merge() {
    Set<Tag> distinct = new LinkedHashSet<>();
    for (Debt debt : debts) {
      owed -= debt.tags().size();
      distinct.addAll(debt.tags());
    }
    debts.clear();
    List<Tag> left =
        distinct.size() > MAX_DEBT_TAGS / 2 ? List.of(Tag.root()) : List.copyOf(distinct);
    owed += left.size();
    for (int from = 0; from < left.size(); from += MAX_PAYMENT_TAGS) {
      int end = Math.min(left.size(), from + MAX_PAYMENT_TAGS);
      debts.add(new Debt(left.subList(from, end), new CompletableFuture<>()));
    }
  }

  /** Appends what waits, as much as goes together; false if nothing waits, or the log refused. */
  boolean pay() {
    List<Debt> due = take();
    if (due.isEmpty()) {
      return false;
    }
    List<Tag> tags = new ArrayList<>();
    due.forEach(debt -> tags.addAll(debt.tags()));
    Cursor cursor;
    try {
      cursor = log.append(tags);
    } catch (IllegalArgumentException refused) {
      // Not this, so something that says at least as much: what comes behind it must not wait.
      giveBack(List.of(new Debt(List.of(Tag.root()), new CompletableFuture<>())), tags.size());
      failed(refused);
      return false;
    } catch (RuntimeException failure) {
      giveBack(due, tags.size());
      failed(failure);
      return false;
    }
    settle(tags.size());
    if (failing) {
      failing = false;
      LOGGER.log(System.Logger.Level.INFO, "the invalidation log takes invalidations again");
    }
    due.forEach(debt -> debt.appended().complete(cursor));
    return true;
  }

  private synchronized List<Debt> take() {
    List<Debt> due = new ArrayList<>();
    int tags = 0;
    for (Debt next = debts.peek(); next != null; next = debts.peek()) {
      tags += next.tags().size();
      if (!due.isEmpty() && tags > MAX_PAYMENT_TAGS) {
        break;
      }
      due.add(debts.remove());
    }
    return due;
  }

  private synchronized void giveBack(List<Debt> due, int taken) {
    owed -= taken;
    for (int i = due.size() - 1; i >= 0; i--) {
      debts.addFirst(due.get(i));
      owed += due.get(i).tags().size();
    }
  }

  private synchronized void settle(int tags) {
    owed -= tags;
    notifyAll();
  }

  private void failed(RuntimeException failure) {
    counters.appendFailures.increment();
    if (!failing) {
      failing = true; // said once, not each time
      LOGGER.log(
          System.Logger.Level.WARNING,
          "the invalidation log takes nothing; what was invalidated is kept until it does",
          failure);
    }
  }

  private void run() {
    Duration retry = FIRST_RETRY;
    while (awaitDebt()) {
      if (pay()) {
        retry = FIRST_RETRY;
      } else {
        LockSupport.parkNanos(retry.toNanos());
        retry =
            retry.multipliedBy(2).compareTo(LONGEST_RETRY) < 0
                ? retry.multipliedBy(2)
                : LONGEST_RETRY;
      }
    }
  }

  /** Waits for something to pay; false if there is nothing and will be nothing. */
  private synchronized boolean awaitDebt() {
    while (debts.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException interrupted) {
        // close() says so
      }
    }
    return !debts.isEmpty();
  }

  /** Pays what is owed, for so long at most; then says how much is lost. */
  void close(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (this) {
      closed = true;
      notifyAll();
      while (threaded && owed > 0 && deadline - System.nanoTime() > 0) {
        try {
          wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          break;
        }
      }
      if (owed > 0) {
        int lost = owed;
        LOGGER.log(
            System.Logger.Level.WARNING,
            () -> lost + " invalidations were never appended; clients of other nodes may be stale");
        debts.clear();
      }
    }
  }
}
