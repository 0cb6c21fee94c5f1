// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.Retention;
import java.time.Duration;
import java.util.List;

/** A log that a node can be kept from reading for a while, as if it were slow. */
final class HeldLog implements InvalidationLog {
  private final InvalidationLog log;
  private boolean held;

  HeldLog(InvalidationLog log) {
    this.log = log;
  }

  synchronized void hold() {
    held = true;
  }

  synchronized void release() {
    held = false;
    notifyAll();
  }

  @Override
  public Batch read(Cursor after, int max, Duration wait) throws InterruptedException {
    Batch batch = log.read(after, max, wait);
    synchronized (this) {
      while (held) {
        wait();
      }
    }
    return batch;
  }

  @Override
  public Cursor append(List<Tag> tags) {
    return log.append(tags);
  }

  @Override
  public Cursor head() {
    return log.head();
  }

  @Override
  public Cursor oldest() {
    return log.oldest();
  }

  @Override
  public Retention retention() {
    return log.retention();
  }

  @Override
  public void close() {
    // It is somebody else's.
  }
}
