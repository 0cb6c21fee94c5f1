// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

/**
 * What one hub has done, for a metrics endpoint. The counts are read one after the other, so they
 * may be a few events apart.
 *
 * @param connections connections that are open now
 * @param invalidations events that came through the log since the hub was built
 * @param resyncs resync events sent since then, for whatever reason
 * @param refusals connections that were turned away since then, because the hub was full or closed
 * @param stalls connections that were closed since then, because they took nothing for too long
 * @param listenerFailures exceptions that listeners have thrown since then
 */
public record HubStats(
    int connections,
    long invalidations,
    long resyncs,
    long refusals,
    long stalls,
    long listenerFailures) {}
