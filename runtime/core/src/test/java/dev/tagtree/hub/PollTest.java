// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.Subscription.Resume;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A client that asks again and again, because it cannot have a stream. */
class PollTest {
  private static PollReply poll(Rig rig, Resume resume, String... filter) {
    return PollReply.of(rig.hub, new Subscription(List.of(Rig.tags(filter)), resume));
  }

  @Test
  void theVerdictsAreThoseOfAStream() {
    Rig rig = new Rig();
    PollReply first = poll(rig, new Resume.Fresh(), "todos.*");
    assertEquals(List.of("hello new"), first.brief());
    assertEquals(List.of("hello live"), poll(rig, Rig.from(first.id()), "todos.*").brief());

    rig.invalidate("todos.list");
    rig.invalidate("notes.list");
    PollReply second = poll(rig, Rig.from(first.id()), "todos.*");
    assertEquals(List.of("hello replayed", "todos.list"), second.brief());
    assertEquals(rig.hub.cursor().toString(), second.id(), "behind what did not concern it too");
    assertEquals(List.of("hello live"), poll(rig, Rig.from(second.id()), "todos.*").brief());

    PollReply foreign = poll(rig, Rig.from("foreign-1"), "todos.*");
    assertEquals(List.of("hello resync", "resync epoch"), foreign.brief());
    assertEquals(second.id(), foreign.id());
    assertEquals(
        List.of("hello resync", "resync gap"), poll(rig, Rig.from("junk"), "todos.*").brief());
  }

  @Test
  void theAnswerIsThatOfTheProtocol() {
    Rig rig = new Rig();
    String cursor = rig.hub.cursor().toString();
    rig.invalidate("todos.list");
    String first = rig.hub.cursor().toString();
    rig.invalidate("notes.byId(%C3%BC)", "todos.*");
    String last = rig.hub.cursor().toString();
    String hello = "\\{\"v\":1,\"verdict\":\"replayed\",\"heartbeat\":\\d+,\"margin\":1000,";
    String client = "\"client\":\"[0-9a-z]+\",\"schema\":\\[[^]]*],";
    String events =
        """
        "id":"%2$s","events":[\
        {"type":"invalidate","id":"%1$s","tags":["todos.list"],"from":"todos.list","spread":0},\
        {"type":"invalidate","id":"%2$s","tags":["todos.*"],"from":"todos.*","spread":0}],"""
            .formatted(first, last);
    String end = "\"current\":true,\"after\":\\d{4}}";
    byte[] answer = rig.hub.poll(new Subscription(List.of(Rig.tags("todos.*")), Rig.from(cursor)));
    String json = new String(answer, StandardCharsets.UTF_8);
    assertTrue(json.matches(hello + client + Pattern.quote(events) + end), json);
  }

  @Test
  void anAgeIsLookedUpWithItsMargin() {
    Rig rig = new Rig();
    rig.advance(Duration.ofMinutes(1));
    rig.invalidate("todos.list");
    rig.advance(Duration.ofSeconds(10));
    Resume before = Rig.aged(Duration.ofMillis(9_500));
    assertEquals(List.of("hello replayed", "todos.list"), poll(rig, before).brief());
    assertEquals(List.of("hello live"), poll(rig, Rig.aged(Duration.ofSeconds(8))).brief());
    assertEquals(1_000, poll(rig, before).json().get("margin").asInt());
  }

  @Test
  void moreThanOneAnswerHoldsIsSaidByTheNextOnes() {
    Rig rig = new Rig();
    String cursor = rig.hub.cursor().toString();
    List<String> published = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      published.add("todos.byId(" + i + ")");
      rig.invalidate(published.get(i));
    }
    List<String> heard = new ArrayList<>();
    int polls = 0;
    for (PollReply reply = null; reply == null || !reply.verdict().equals("live"); polls++) {
      reply = poll(rig, Rig.from(cursor));
      reply.json().get("events").forEach(event -> heard.add(event.get("from").asString()));
      assertTrue(reply.json().get("events").size() <= 1_024);
      assertEquals(
          heard.size() < published.size(), reply.after() == 1_000, "it comes back soon for more");
      cursor = reply.id();
    }
    assertEquals(published, heard);
    assertTrue(polls >= 4, "in parts");
    assertEquals(rig.hub.cursor().toString(), cursor);
  }

  @Test
  void aClientThatPollsInPartsWhileTheLogGoesOnHearsOfEverything() {
    for (int seed = 1; seed <= 12; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Rig rig = Rig.keeping(random.nextInt(1_000, 6_000));
      String cursor = rig.hub.cursor().toString();
      TreeSet<String> pending = new TreeSet<>();
      for (int i = 0; i < 8; i++) {
        int count = random.nextInt(3_000);
        Tag[] rows = new Tag[1];
        for (int j = 0; j < count; j++) {
          rows[0] = Tag.parse("todos.byId(" + random.nextInt(4_000) + ")");
          rig.hub.invalidate(rows);
          pending.add(rows[0].toString());
          if (random.nextInt(100) == 0) {
            rig.step();
          }
        }
        rig.step();
        cursor = hear(rig, cursor, pending);
      }
      for (int i = 0; i < 10; i++) {
        cursor = hear(rig, cursor, pending);
      }
      assertEquals(new TreeSet<String>(), pending, "seed " + seed);
    }
  }

  private static String hear(Rig rig, String cursor, Set<String> pending) {
    PollReply reply = poll(rig, Rig.from(cursor), "todos.*");
    for (SseEvent event : reply.asStream()) {
      if (event.is("resync")) {
        pending.clear();
      } else if (event.is("invalidate")) {
        pending.remove(event.text("from"));
      }
    }
    return reply.id();
  }

  @Test
  void nothingIsKeptOfAClient() {
    Rig rig = new Rig();
    for (int i = 0; i < 100; i++) {
      poll(rig, new Resume.Fresh(), "todos.byId(" + i + ")");
    }
    assertEquals(0, rig.loops());
    assertEquals(0, rig.hub.stats().connections());
    assertEquals(100, rig.hub.stats().polls());
    assertEquals(0, rig.thread.timers() + rig.thread.waiting());
  }

  @Test
  void pollsCountWhatTheySay() {
    Rig rig = new Rig();
    String cursor = rig.hub.cursor().toString();
    rig.invalidate("todos.list", "notes.list");
    poll(rig, Rig.from(cursor));
    poll(rig, Rig.from("foreign-1"));
    HubStats stats = rig.hub.stats();
    assertEquals(2, stats.deliveries());
    assertEquals(1, stats.resyncs().get("epoch"));
    assertEquals(2, stats.polls());
    assertEquals(0, stats.replays(), "which counts streams");
    assertTrue(stats.bytes() > 100);
  }

  @Test
  void aNodeThatCannotReadItsLogSaysSo() {
    Rig rig = new Rig();
    assertTrue(poll(rig, new Resume.Fresh()).json().get("current").asBoolean());
    rig.advance(Duration.ofSeconds(6));
    assertFalse(poll(rig, new Resume.Fresh()).json().get("current").asBoolean());
  }

  @Test
  void aClientComesBackAfterSecondsAtRandom() {
    Rig rig = new Rig();
    TreeSet<Long> waits = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      rig.advance(Duration.ofMillis(100));
      waits.add(poll(rig, new Resume.Fresh()).after());
    }
    assertTrue(waits.first() >= 3_000 && waits.last() <= 5_000, waits.toString());
    assertTrue(waits.size() > 100, "they differ");
  }

  @Test
  void soManyClientsThatTheyAskTooOftenStayAwayLonger() {
    int clients = 10 * PollPace.POLLS_PER_SECOND;
    Rig rig = new Rig();
    PollPace pace = new PollPace(settings(rig));
    PriorityQueue<Long> due = new PriorityQueue<>();
    for (int i = 0; i < clients; i++) {
      due.add(rig.nanos + i % 1_000 * 1_000_000L); // all in the first second
    }
    long lastMinute = rig.nanos + Duration.ofMinutes(4).toNanos();
    long end = rig.nanos + Duration.ofMinutes(5).toNanos();
    int polls = 0;
    while (due.element() < end) {
      long now = due.remove();
      rig.nanos = now;
      due.add(now + Duration.ofMillis(pace.next(now)).toNanos());
      polls += now >= lastMinute ? 1 : 0;
    }
    assertEquals(PollPace.POLLS_PER_SECOND, polls / 60.0, PollPace.POLLS_PER_SECOND * 0.15);
  }

  private static HubSettings settings(Rig rig) {
    SplittableRandom random = new SplittableRandom(1);
    Duration any = Duration.ofSeconds(1);
    return new HubSettings(
        List.of(),
        any,
        any,
        any,
        any,
        any,
        any,
        1,
        0,
        1,
        new Machine(() -> rig.nanos, () -> random, nanos -> {}, false));
  }

  @Test
  void aHubThatDrainsAnswersAndSendsThemAwayForLonger() {
    Rig rig = new Rig();
    rig.hub.drain(Duration.ZERO);
    PollReply reply = poll(rig, new Resume.Fresh());
    assertEquals("new", reply.verdict());
    assertTrue(reply.after() >= 3_750 && reply.after() <= 30_000, "" + reply.after());
  }

  @Test
  void aClosedHubSaysNothingButWhenToAskAgain() {
    Rig rig = new Rig();
    rig.hub.close();
    byte[] answer = rig.hub.poll(new Subscription(List.of(), new Resume.Fresh()));
    String json = new String(answer, StandardCharsets.UTF_8);
    assertTrue(json.matches("\\{\"v\":1,\"after\":\\d{4,5}}"), json);
    assertEquals(1, rig.hub.stats().rejected());
    assertEquals(0, rig.hub.stats().polls());
  }
}
