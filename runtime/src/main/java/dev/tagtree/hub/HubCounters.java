// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What {@link HubStats} is read from; written by all threads. */
final class HubCounters {
  final AtomicInteger connections = new AtomicInteger();
  final LongAdder invalidations = new LongAdder();
  final LongAdder resyncs = new LongAdder();
  final LongAdder refusals = new LongAdder();
  final LongAdder stalls = new LongAdder();
  final LongAdder listenerFailures = new LongAdder();

  HubStats read() {
    return new HubStats(
        connections.get(),
        invalidations.sum(),
        resyncs.sum(),
        refusals.sum(),
        stalls.sum(),
        listenerFailures.sum());
  }
}
