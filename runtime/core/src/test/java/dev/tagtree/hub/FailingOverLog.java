// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.log.ForwardingLog;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.MemoryLog;
import dev.tagtree.log.Retention;

/** A log that can fail over: its history ends, and another begins. */
final class FailingOverLog extends ForwardingLog {
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
  protected InvalidationLog log() {
    return current;
  }
}
