// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.Map;

/**
 * The work of one hub since it was built, for a metrics endpoint. The names are stable. The counts
 * are read one after the other, so they may be a few events apart.
 *
 * @param connections connections that are open now
 * @param events invalidations that came through the log
 * @param coalesced of these, how often one was left out because a later one says the same; counted
 *     before encoding, and again by each I/O thread
 * @param deliveries invalidations that were handed to a client, each client counted
 * @param bytes bytes that were handed to clients, heartbeats and all
 * @param resyncs resyncs that were sent, by reason: {@code epoch}, {@code gap}, {@code log}, {@code
 *     overflow}; see PROTOCOL.md
 * @param replays connections that came back and were given what they had missed
 * @param polls polls that were answered, of clients that cannot have a stream
 * @param lag events that the slowest I/O thread has yet to look at, now
 * @param rejected connections and polls that were turned away, because the hub was full, draining
 *     or closed
 * @param stalls connections that were closed because they took nothing for too long
 * @param listenerFailures exceptions that listeners have thrown
 * @param debts tags that were invalidated here and that the log has yet to take, now
 * @param appendFailures how often the log took nothing; what it did not take is tried again
 */
public record HubStats(
    int connections,
    long events,
    long coalesced,
    long deliveries,
    long bytes,
    Map<String, Long> resyncs,
    long replays,
    long polls,
    long lag,
    long rejected,
    long stalls,
    long listenerFailures,
    long debts,
    long appendFailures) {
  /** Takes an immutable copy of the resyncs. */
  public HubStats {
    resyncs = Map.copyOf(resyncs);
  }

  /** {@return resyncs that were sent, for whatever reason} */
  public long allResyncs() {
    return resyncs.values().stream().mapToLong(Long::longValue).sum();
  }
}
