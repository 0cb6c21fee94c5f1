// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log;

import java.time.Duration;

/**
 * The part of every log's builder that is told how much to keep. Of nodes that share a log, the one
 * that keeps least decides. Used by one thread.
 *
 * @param <B> the builder itself
 */
public abstract class RetentionBuilder<B extends RetentionBuilder<B>> {
  private int entries = Retention.DEFAULT.entries();
  private long bytes = Retention.DEFAULT.bytes();
  private Duration time = Retention.DEFAULT.time();

  /** Keeps the {@linkplain Retention#DEFAULT default}. */
  protected RetentionBuilder() {}

  /** {@return this} */
  protected abstract B self();

  /** Keeps at most this many invalidations. */
  public B retainedEntries(int entries) {
    this.entries = entries;
    return self();
  }

  /** Keeps at most this many bytes of tags' text; the hub: of encoded events. */
  public B retainedBytes(long bytes) {
    this.bytes = bytes;
    return self();
  }

  /** Keeps invalidations for so long. */
  public B retainedTime(Duration time) {
    this.time = time;
    return self();
  }

  /**
   * {@return how much is kept}
   *
   * @throws IllegalArgumentException if a bound is outside what {@link Retention} allows
   */
  public Retention retention() {
    return new Retention(entries, bytes, time);
  }
}
