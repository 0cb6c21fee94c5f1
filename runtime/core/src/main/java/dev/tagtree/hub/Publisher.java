// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The way of what was invalidated into the log: appended, seen by those who debug or record, and
 * held back where the readers are far behind. Called by any thread.
 */
final class Publisher {
  private final Appender appender;
  private final Backpressure backpressure;
  private final Loops loops;
  private final Insight insight;
  private final Recording.Open recordings;
  private final boolean shared;

  /** The thread of the tail, on which listeners are called; it never waits for itself. */
  private final Thread tail;

  Publisher(
      Appender appender,
      Backpressure backpressure,
      Loops loops,
      Insight insight,
      Recording.Open recordings,
      boolean shared,
      Thread tail) {
    this.appender = appender;
    this.backpressure = backpressure;
    this.loops = loops;
    this.insight = insight;
    this.recordings = recordings;
    this.shared = shared;
    this.tail = tail;
  }

  /** Appends the tags of one call, side by side. */
  void publish(List<Tag> tags) {
    if (!shared) {
      backpressure.appending(tags.size());
    }
    CompletableFuture<Cursor> appended = appender.append(tags);
    insight.called(tags, appended);
    if (Thread.currentThread() != tail && !loops.isCurrent()) {
      appender.await(appended);
      backpressure.holdPublisher();
    }
    recordings.add(tags, appended.getNow(null));
  }
}
