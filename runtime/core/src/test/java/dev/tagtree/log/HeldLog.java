// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log;

import java.time.Duration;

/** A log that a node can be kept from reading for a while, as if it were slow. */
public class HeldLog extends ForwardingLog {
  private final InvalidationLog log;
  private boolean held;

  /** Holds nothing back at first. */
  public HeldLog(InvalidationLog log) {
    this.log = log;
  }

  @Override
  protected InvalidationLog log() {
    return log;
  }

  /** Keeps what is read from now on. */
  public synchronized void hold() {
    held = true;
  }

  /** Gives it out. */
  public synchronized void release() {
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
}
