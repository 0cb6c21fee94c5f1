// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.micrometer;

import dev.tagtree.hub.HubHealth;
import dev.tagtree.hub.HubStats;
import dev.tagtree.hub.TagHub;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * The meters of what a hub does, for a Micrometer registry: {@code
 * HubMetrics.of(hub).bindTo(registry)}.
 *
 * <p>The meters are those of {@link HubStats}, each named {@code tagtree.} and its component:
 * gauges {@code tagtree.connections}, {@code tagtree.lag} and {@code tagtree.debts}; counters
 * {@code tagtree.events}, {@code tagtree.coalesced}, {@code tagtree.deliveries}, {@code
 * tagtree.bytes}, {@code tagtree.resyncs} with the tag {@code reason}, {@code tagtree.replays},
 * {@code tagtree.polls}, {@code tagtree.rejected}, {@code tagtree.stalls}, {@code
 * tagtree.listener.failures}, {@code tagtree.append.failures}. The gauge {@code tagtree.live} is 1
 * while the hub is {@link HubHealth#LIVE}, else 0. None has the name of a tag or of a client.
 *
 * <p>Thread-safe. A registry holds the hub weakly, so keep the hub as long as its meters.
 */
public final class HubMetrics implements MeterBinder {
  private final TagHub hub;

  private HubMetrics(TagHub hub) {
    this.hub = hub;
  }

  /** {@return the metrics of a hub; two hubs in one registry need common tags of their own} */
  public static HubMetrics of(TagHub hub) {
    return new HubMetrics(Objects.requireNonNull(hub, "hub"));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "connections", "Clients that are connected now", HubStats::connections);
    gauge(registry, "lag", "Events that the slowest thread has yet to look at", HubStats::lag);
    counter(registry, "events", "Invalidations that came through the log", HubStats::events);
    counter(registry, "coalesced", "Invalidations merged into later ones", HubStats::coalesced);
    counter(registry, "deliveries", "Invalidations given to clients", HubStats::deliveries);
    counter(registry, "bytes", "Bytes given to clients", HubStats::bytes);
    counter(registry, "replays", "Clients that came back to a replay", HubStats::replays);
    counter(registry, "polls", "Polls of clients without a stream", HubStats::polls);
    counter(registry, "rejected", "Clients that were turned away", HubStats::rejected);
    counter(registry, "stalls", "Clients closed because they took nothing", HubStats::stalls);
    counter(registry, "listener.failures", "Exceptions of listeners", HubStats::listenerFailures);
    gauge(registry, "debts", "Tags that the log has yet to take", HubStats::debts);
    counter(registry, "append.failures", "Times the log took nothing", HubStats::appendFailures);
    for (String reason : hub.stats().resyncs().keySet()) {
      FunctionCounter.builder("tagtree.resyncs", hub, it -> resyncs(it, reason))
          .description("Clients told to refetch everything")
          .tag("reason", reason)
          .register(registry);
    }
    Gauge.builder("tagtree.live", hub, it -> it.health() == HubHealth.LIVE ? 1 : 0)
        .description("Whether clients hear of everything")
        .register(registry);
  }

  private static double resyncs(TagHub hub, String reason) {
    return hub.stats().resyncs().getOrDefault(reason, 0L);
  }

  private void gauge(
      MeterRegistry registry, String name, String what, ToDoubleFunction<HubStats> value) {
    Gauge.builder("tagtree." + name, hub, it -> value.applyAsDouble(it.stats()))
        .description(what)
        .register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, String what, ToDoubleFunction<HubStats> value) {
    FunctionCounter.builder("tagtree." + name, hub, it -> value.applyAsDouble(it.stats()))
        .description(what)
        .register(registry);
  }
}
