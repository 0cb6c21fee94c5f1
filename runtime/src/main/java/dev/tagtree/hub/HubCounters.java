// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.concurrent.atomic.LongAdder;

/** What {@link HubStats} is read from; written by all threads. */
final class HubCounters {
  final LongAdder invalidations = new LongAdder();
  final LongAdder resyncs = new LongAdder();
  final LongAdder refusals = new LongAdder();
  final LongAdder stalls = new LongAdder();
  final LongAdder listenerFailures = new LongAdder();

  HubStats read(int connections) {
    return new HubStats(
        connections,
        invalidations.sum(),
        resyncs.sum(),
        refusals.sum(),
        stalls.sum(),
        listenerFailures.sum());
  }
}
