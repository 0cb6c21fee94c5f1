// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.MemoryLog;
import dev.tagtree.log.Retention;
import java.time.Duration;
import java.util.List;

/** A log that can fail over: its history ends, and another begins. */
final class FailingOverLog implements InvalidationLog {
  private final Retention retention;
  private MemoryLog current;

  FailingOverLog(Retention retention) {
    this.retention = retention;
    failOver();
  }

  void failOver() {
    current =
        MemoryLog.builder()
            .retainedEntries(retention.entries())
            .retainedBytes(retention.bytes())
            .build();
  }

  @Override
  public Cursor append(List<Tag> tags) {
    return current.append(tags);
  }

  @Override
  public Cursor head() {
    return current.head();
  }

  @Override
  public Cursor oldest() {
    return current.oldest();
  }

  @Override
  public Batch read(Cursor after, int max, Duration wait) throws InterruptedException {
    return current.read(after, max, wait);
  }

  @Override
  public Retention retention() {
    return retention;
  }

  @Override
  public void close() {
    current.close();
  }
}
