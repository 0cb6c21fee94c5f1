// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log;

import dev.tagtree.Tag;
import java.time.Duration;
import java.util.List;

/**
 * The order of invalidations for every node that shares it, and the memory of the newest of them.
 *
 * <p>The contract, which one test suite checks for every implementation:
 *
 * <ul>
 *   <li><b>Threads.</b> All methods may be called from any thread, at once.
 *   <li><b>Order.</b> All readers see the same entries in the same order. Inside an epoch, numbers
 *       are dense and offsets strictly increase.
 *   <li><b>Atomicity.</b> The tags of one {@link #append} stand side by side, in the order given,
 *       or not at all.
 *   <li><b>Causality.</b> An entry's offset is above every cursor that this log gave out before its
 *       {@link #append} was called.
 *   <li><b>No silent loss.</b> A {@link #read} either continues exactly behind the position it was
 *       given or says that there is a gap. Whenever the history can have changed (a restart, a
 *       failover, a flush) the epoch changes, and epochs are never reused: they have a random part.
 *   <li><b>Bounded.</b> At most {@link #retention} is kept, whatever readers do; a reader that is
 *       too slow finds a gap, a writer is never held up by one.
 * </ul>
 *
 * <p>A log that other processes share is {@linkplain #isShared shared}: its methods wait for an
 * engine behind a network, for a bounded time, and throw {@link LogUnavailableException} when it
 * does not answer. That is no gap: who reads goes on from the same position later.
 *
 * <p>Not promised: that an entry can be read at the moment {@link #append} returns, nor that what
 * was appended survives the end of the process; the implementation says so.
 */
public interface InvalidationLog extends AutoCloseable {
  /**
   * The result of one {@link #read}.
   *
   * @param entries in order; empty if none came in time, or if there is a gap
   * @param next the position to continue from
   * @param gap whether entries between the position asked for and {@code next} are, or may be, lost
   * @param remaining how many more entries are known to follow; an estimate, 0 if unknown
   */
  record Batch(List<Invalidation> entries, Cursor next, boolean gap, long remaining) {
    /** Takes an immutable copy of the entries. */
    public Batch {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Appends one entry for each tag.
   *
   * @param tags at least one
   * @return the position of the last of them
   * @throws IllegalStateException if the log is closed
   * @throws IllegalArgumentException if there is no tag
   * @throws LogUnavailableException if the engine did not confirm it; nobody knows whether the tags
   *     are in the log, so that they are to be appended again
   */
  Cursor append(List<Tag> tags);

  /**
   * {@return the position of the newest entry, or where the epoch began if there is none}
   *
   * @throws LogUnavailableException if the engine did not answer
   */
  Cursor head();

  /**
   * {@return the position before the oldest entry that is still kept: where a new reader starts}
   *
   * @throws LogUnavailableException if the engine did not answer
   */
  Cursor oldest();

  /**
   * {@return what follows {@code after}; waits for it if there is nothing yet}
   *
   * @param after a position of this log, from {@link #oldest}, {@link #head} or a batch; one of
   *     another epoch, before the oldest or behind the head is a gap
   * @param max most entries to return, at least 1
   * @param wait how long to wait at most; zero does not wait
   * @throws InterruptedException if interrupted while waiting
   * @throws IllegalStateException if the log is closed, also while waiting
   * @throws LogUnavailableException if the engine did not answer
   */
  Batch read(Cursor after, int max, Duration wait) throws InterruptedException;

  /**
   * {@return whether other processes append too, so that every method may wait for an engine; false
   * unless overridden}
   */
  default boolean isShared() {
    return false;
  }

  /** {@return how much is kept} */
  Retention retention();

  /**
   * Ends all calls of {@link #append} and {@link #read}, present and future, with {@link
   * IllegalStateException}. Idempotent.
   */
  @Override
  void close();
}
