// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** The counts that {@link HubStats} is read from; written by all threads. */
final class HubCounters {
  final LongAdder events = new LongAdder();
  final LongAdder coalesced = new LongAdder();
  final LongAdder deliveries = new LongAdder();
  final LongAdder bytes = new LongAdder();
  final LongAdder replays = new LongAdder();
  final LongAdder polls = new LongAdder();
  final LongAdder rejected = new LongAdder();
  final LongAdder stalls = new LongAdder();
  final LongAdder listenerFailures = new LongAdder();
  final LongAdder appendFailures = new LongAdder();
  private final LongAdder[] resyncs =
      Stream.of(Reason.values()).map(reason -> new LongAdder()).toArray(LongAdder[]::new);

  /** Counts one resync that is sent. */
  void resync(Reason reason) {
    resyncs[reason.ordinal()].increment();
  }

  HubStats read(int connections, long lag, int debts) {
    Map<String, Long> byReason = new TreeMap<>();
    for (Reason reason : Reason.values()) {
      byReason.put(reason.text(), resyncs[reason.ordinal()].sum());
    }
    return new HubStats(
        connections,
        events.sum(),
        coalesced.sum(),
        deliveries.sum(),
        bytes.sum(),
        byReason,
        replays.sum(),
        polls.sum(),
        lag,
        rejected.sum(),
        stalls.sum(),
        listenerFailures.sum(),
        debts,
        appendFailures.sum());
  }
}
