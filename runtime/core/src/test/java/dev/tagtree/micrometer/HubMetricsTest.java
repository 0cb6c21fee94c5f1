// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.Tag;
import dev.tagtree.hub.HubStats;
import dev.tagtree.hub.TagHub;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every count of a hub is a meter, and shows what the hub did. */
class HubMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void everyCountIsAMeter() {
    try (TagHub hub = TagHub.create()) {
      HubMetrics.of(hub).bindTo(registry);
      Set<String> expected =
          Arrays.stream(HubStats.class.getRecordComponents())
              .map(RecordComponent::getName)
              .map(name -> "tagtree." + name.replace("Failures", ".failures"))
              .collect(Collectors.toCollection(TreeSet::new));
      expected.add("tagtree.live");
      Set<String> meters =
          registry.getMeters().stream()
              .map(meter -> meter.getId().getName())
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(expected, meters);
      assertEquals(4, registry.get("tagtree.resyncs").functionCounters().size());
    }
  }

  @Test
  void metersShowWhatTheHubDid() {
    TagHub hub = TagHub.create();
    HubMetrics.of(hub).bindTo(registry);
    assertEquals(1, registry.get("tagtree.live").gauge().value());
    hub.invalidate(Tag.parse("a.y"), Tag.parse("a.z"));
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (hub.stats().events() < 2 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertEquals(2, registry.get("tagtree.events").functionCounter().count());
    hub.close();
    assertEquals(0, registry.get("tagtree.live").gauge().value());
    for (Meter meter : registry.getMeters()) {
      assertEquals(-1, meter.getId().toString().indexOf("a.y"));
    }
  }
}
