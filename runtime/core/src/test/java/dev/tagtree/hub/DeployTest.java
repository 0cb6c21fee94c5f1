// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.log.MemoryLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** All clients of a node come back to the next one at once: they lose nothing, and ask little. */
class DeployTest {
  private static final int CLIENTS = 1_000;

  private final SplittableRandom random = new SplittableRandom(17);

  private static void learn(Reader page) {
    for (SseEvent event : page.client.outlet.take()) {
      page.cursor = event.id() == null ? page.cursor : event.id();
    }
  }

  private String some() {
    return switch (random.nextInt(8)) {
      case 0 -> "todos.list";
      case 1 -> "org(" + random.nextInt(50) + ").members.list";
      default -> "todos.byId(" + random.nextInt(3_000) + ")";
    };
  }

  private List<Reader> pages(Rig rig) {
    List<Reader> pages = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Reader page = i % 20 == 0 ? new Reader() : new Reader(some(), some(), some());
      page.client = rig.connect(page.filter);
      learn(page);
      pages.add(page);
    }
    return pages;
  }

  private void invalidate(Rig rig, List<Tag> said, int count) {
    for (int i = 0; i < count; i++) {
      Tag tag = Tag.parse(some());
      said.add(tag);
      rig.hub.invalidate(tag);
      rig.settle();
    }
  }

  private Rig restart(Rig before, MemoryLog log) {
    before.thread.on(before.hub::close);
    before.thread.runAll();
    return new Rig(log, hub -> hub.refetchBudget(500));
  }

  @Test
  void nobodyResyncsAsLongAsTheLogSurvived() {
    MemoryLog log = MemoryLog.create();
    Rig first = new Rig(log);
    List<Reader> pages = pages(first);
    invalidate(first, new ArrayList<>(), 500);
    pages.forEach(DeployTest::learn);
    List<Tag> missed = new ArrayList<>();
    Rig second = restart(first, log);
    invalidate(second, missed, 300);
    Map<String, Integer> verdicts = new TreeMap<>();
    for (Reader page : pages) {
      page.client = second.connect(Rig.from(page.cursor), page.filter);
      List<String> news = page.client.news();
      verdicts.merge(news.get(1), 1, Integer::sum);
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < missed.size(); i++) {
        Tag tag = missed.get(i);
        if (page.wants(tag) && !missed.subList(i + 1, missed.size()).contains(tag)) {
          expected.add(tag.toString());
        }
      }
      assertEquals(expected, news.subList(2, news.size()), "what it missed, in order, each once");
    }
    assertEquals(0, second.hub.stats().allResyncs(), verdicts::toString);
    assertTrue(verdicts.get("hello live") > 100, verdicts::toString);
    assertTrue(verdicts.get("hello replayed") > 100, verdicts::toString);
  }

  @Test
  void everybodyResyncsOnceAndNotAtOnceWhereItDidNot() {
    Rig first = new Rig(MemoryLog.create());
    List<Reader> pages = pages(first);
    Rig second = restart(first, MemoryLog.create());
    long longest = 0;
    for (Reader page : pages) {
      page.client = second.connect(Rig.from(page.cursor), page.filter);
      List<SseEvent> events = page.client.outlet.take();
      assertEquals(List.of("retry", "hello resync", "resync epoch"), SseEvent.inBrief(events));
      longest = Math.max(longest, events.get(2).data().get("spread").asLong());
      page.cursor = events.get(2).id();
    }
    assertTrue(longest >= 1_000L * CLIENTS / 500, longest + " ms");
    for (Reader page : pages) {
      page.client = second.connect(Rig.from(page.cursor), page.filter);
      assertEquals(List.of("retry", "hello live"), page.client.news());
    }
    assertEquals(CLIENTS, second.hub.stats().resyncs().get("epoch"));
  }
}
