// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log;

import dev.tagtree.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The log of a single process: a ring in memory. It ends with its process; the next one has another
 * epoch, so every client that comes back is told to refetch.
 */
public final class MemoryLog implements InvalidationLog {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition appended = lock.newCondition();
  private final Retention retention;
  private final InstantSource clock;
  private final String epoch = Cursor.newEpoch();

  // Everything below is guarded by the lock.

  /** The entry with number n, at n modulo its length; grows up to the retention. */
  private @Nullable Invalidation[] ring;

  private long oldest;
  private long next;
  private long bytes;
  private Cursor floor;
  private Cursor head;
  private boolean closed;

  private MemoryLog(Retention retention, InstantSource clock) {
    this.retention = retention;
    this.clock = clock;
    this.ring = new Invalidation[Math.min(retention.entries(), 64)];
    this.head = new Cursor(epoch, micros());
    this.floor = head;
  }

  /** {@return an empty log with the default retention} */
  public static MemoryLog create() {
    return builder().build();
  }

  /** {@return a builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Cursor append(List<Tag> tags) {
    List<Tag> all = List.copyOf(tags);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("append needs at least one tag");
    }
    lock.lock();
    try {
      requireOpen();
      for (Tag tag : all) {
        head = new Cursor(epoch, Math.max(head.offset() + 1, micros()));
        add(new Invalidation(next, head, tag));
      }
      appended.signalAll();
      return head;
    } finally {
      lock.unlock();
    }
  }

  private void add(Invalidation entry) {
    if (next - oldest == ring.length) {
      if (ring.length < retention.entries()) {
        grow();
      } else {
        dropOldest();
      }
    }
    ring[(int) (next % ring.length)] = entry;
    next++;
    bytes += entry.tag().toString().length();
    while (oldest < next && (bytes > retention.bytes() || isTooOld(entry(oldest), entry))) {
      dropOldest();
    }
  }

  private boolean isTooOld(Invalidation oldest, Invalidation newest) {
    long micros = newest.cursor().offset() - oldest.cursor().offset();
    return micros > TimeUnit.MICROSECONDS.convert(retention.time());
  }

  private void grow() {
    Invalidation[] larger = new Invalidation[(int) Math.min(retention.entries(), 2L * ring.length)];
    for (long number = oldest; number < next; number++) {
      larger[(int) (number % larger.length)] = entry(number);
    }
    ring = larger;
  }

  private void dropOldest() {
    Invalidation dropped = entry(oldest);
    ring[(int) (oldest % ring.length)] = null;
    oldest++;
    bytes -= dropped.tag().toString().length();
    floor = dropped.cursor();
  }

  private Invalidation entry(long number) {
    return Objects.requireNonNull(ring[(int) (number % ring.length)]);
  }

  @Override
  public Cursor head() {
    lock.lock();
    try {
      return head;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Cursor oldest() {
    lock.lock();
    try {
      return floor;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Batch read(Cursor after, int max, Duration wait) throws InterruptedException {
    Objects.requireNonNull(after, "after");
    if (max < 1) {
      throw new IllegalArgumentException("read at least 1 entry, not " + max);
    }
    long nanos = TimeUnit.NANOSECONDS.convert(wait); // the longest wait instead of an overflow
    lock.lockInterruptibly();
    try {
      requireOpen();
      while (after.equals(head) && nanos > 0) {
        nanos = appended.awaitNanos(nanos);
        requireOpen();
      }
      if (!after.isSameHistoryAs(head) || after.isBefore(floor) || head.isBefore(after)) {
        return new Batch(List.of(), head, true, 0);
      }
      List<Invalidation> entries = new ArrayList<>();
      long at = firstAfter(after);
      while (at < next && entries.size() < max) {
        entries.add(entry(at++));
      }
      Cursor last = entries.isEmpty() ? after : entries.get(entries.size() - 1).cursor();
      return new Batch(entries, last, false, next - at);
    } finally {
      lock.unlock();
    }
  }

  /**
   * {@return the number of the first entry behind a position; offsets increase, so it is a search}
   */
  private long firstAfter(Cursor position) {
    long low = oldest;
    long high = next;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (position.isBefore(entry(middle).cursor())) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  public Retention retention() {
    return retention;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      appended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the invalidation log is closed");
    }
  }

  private long micros() {
    Instant now = clock.instant();
    return Math.max(0, now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000);
  }

  /** Collects what differs from the defaults; used by one thread. */
  public static final class Builder extends RetentionBuilder<Builder> {
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    @Override
    protected Builder self() {
      return this;
    }

    /** Takes the time of offsets from here; it may stand still or go back. */
    public Builder clock(InstantSource clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * {@return an empty log}
     *
     * @throws IllegalArgumentException if a bound is outside what {@link Retention} allows
     */
    public MemoryLog build() {
      return new MemoryLog(retention(), clock);
    }
  }
}
