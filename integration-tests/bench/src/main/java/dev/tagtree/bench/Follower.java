// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import dev.tagtree.log.Cursor;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.postgres.PostgresLog;
import java.time.Duration;

/** A node that reads all the time. */
final class Follower {
  private final PostgresLog log;
  private final Thread thread = new Thread(this::follow, "follower");
  private Cursor at;
  private long count;
  private long last;
  private volatile boolean closed;

  Follower(PostgresLog log) {
    this.log = log;
    this.at = log.head(); // or what comes before the thread runs would be missed
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    try {
      while (!closed) {
        Batch batch = log.read(at, 4_096, Duration.ofSeconds(1));
        at = batch.next();
        took(batch.entries().size());
      }
    } catch (InterruptedException ended) {
      // by close
    }
  }

  private synchronized void took(int entries) {
    if (entries > 0) {
      count += entries;
      last = System.nanoTime();
      notifyAll();
    }
  }

  synchronized long count() {
    return count;
  }

  synchronized long awaitMore(long than) throws InterruptedException {
    while (count == than) {
      wait();
    }
    return last;
  }

  void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
  }
}
