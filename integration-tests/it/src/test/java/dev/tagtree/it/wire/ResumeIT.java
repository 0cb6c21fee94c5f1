// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.SseEvent;
import dev.tagtree.hub.TagHub;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a returning client is told: that it missed nothing, what it missed, or to refetch. */
class ResumeIT {
  @Test
  void nothingOfferedIsNew() {
    try (WireServer server = WireServer.start()) {
      server.publish("todos.list");
      try (RawConnection stream = server.events("")) {
        assertEquals("new", stream.hello().verdict());
        server.publish("todos.summary");
        assertEquals("todos.summary", stream.nextEvent().tag());
      }
    }
  }

  @Test
  void currentCursorIsLive() {
    try (WireServer server = WireServer.start()) {
      server.publish("todos.list", "notes.list");
      String cursor = server.settled();
      try (RawConnection stream = server.events("cursor=" + cursor)) {
        SseEvent hello = stream.hello();
        assertEquals("live", hello.verdict());
        assertTrue(hello.offset() >= SseEvent.offset(cursor));
        server.publish("todos.summary");
        assertEquals("todos.summary", stream.nextEvent().tag());
      }
    }
  }

  @Test
  void cursorOfAHubThatHasSeenNothingIsLive() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("cursor=" + server.cursor())) {
      assertEquals("live", stream.hello().verdict());
    }
  }

  @Test
  void cursorOfTheLastEventIsLive() {
    try (WireServer server = WireServer.start()) {
      String last;
      try (RawConnection stream = server.events("")) {
        stream.hello();
        server.publish("todos.list");
        last = stream.expect("invalidate").cursor();
      }
      try (RawConnection stream = server.events("", "Last-Event-ID: " + last)) {
        assertEquals("live", stream.hello().verdict());
      }
    }
  }

  @Test
  void missedInvalidationsAreReplayedInOrderAndOnce() {
    try (WireServer server = WireServer.start()) {
      String cursor = server.cursor();
      server.publish("todos.byId(1)", "notes.list");
      server.publish("todos.list");
      server.hub().invalidate(SampleTree.TODOS);
      server.settled();
      try (RawConnection stream =
          server.events("tag=todos.*&tag=notes.*", "Last-Event-ID: " + cursor)) {
        SseEvent hello = stream.hello();
        assertEquals("replayed", hello.verdict());
        assertNull(hello.id());
        server.publish("todos.summary");
        long last = SseEvent.offset(cursor);
        for (String tag :
            List.of("todos.byId(1)", "notes.list", "todos.list", "todos.*", "todos.summary")) {
          SseEvent event = stream.next();
          assertEquals(tag, event.tag());
          assertTrue(last < event.offset());
          last = event.offset();
        }
      }
    }
  }

  @Test
  void onlyWhatTheFilterWantsIsReplayed() {
    try (WireServer server = WireServer.start()) {
      String cursor = server.cursor();
      server.publish("notes.list", "todos.byId(1)", "todos.byId(2)", "notes.list");
      server.settled();
      try (RawConnection stream = server.events("tag=todos.byId(2)&cursor=" + cursor)) {
        assertEquals("replayed", stream.hello().verdict());
        assertEquals("todos.byId(2)", stream.nextEvent().tag());
        server.publish("todos.*");
        assertEquals("todos.*", stream.nextEvent().tag());
      }
    }
  }

  @Test
  void nothingMissedThatTheFilterWantsIsLive() {
    try (WireServer server = WireServer.start()) {
      String cursor = server.cursor();
      server.publish("notes.list", "notes.byId(1)");
      String now = server.settled();
      try (RawConnection stream = server.events("tag=todos.*&cursor=" + cursor)) {
        SseEvent hello = stream.hello();
        assertEquals("live", hello.verdict());
        assertEquals(now, hello.cursor());
      }
    }
  }

  @Test
  void headerWinsOverParameter() {
    try (WireServer server = WireServer.start()) {
      String old = server.cursor();
      server.publish("todos.list");
      String now = server.settled();
      try (RawConnection live = server.events("cursor=" + old, "Last-Event-ID: " + now);
          RawConnection replayed = server.events("cursor=" + now, "Last-Event-ID: " + old);
          RawConnection resync = server.events("cursor=" + now, "Last-Event-ID: nonsense")) {
        assertEquals("live", live.hello().verdict());
        assertEquals("replayed", replayed.hello().verdict());
        assertEquals("resync", resync.hello().verdict());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "-",
        "1",
        "epoch-",
        "-1",
        "epoch-12x",
        "epoch--1",
        "epoch-99999999999999999999999999",
        "EPOCH-1",
        "%C3%A9-1",
        "a%0D%0Adata:%20zzq%0A%0A-1",
        "%3Cscript%3Ezzq-1",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-1",
      })
  void malformedCursorIsAGapAndNotAnError(String cursor) {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("cursor=" + cursor)) {
      assertEquals(200, stream.status());
      assertResync(server, stream, "gap", "epoch");
      assertFalse(stream.body().contains("zzq"), stream.body());
    }
  }

  @Test
  void malformedLastEventIdIsAGapAndNotAnError() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("", "Last-Event-ID: " + "x".repeat(5000))) {
      assertEquals(200, stream.status());
      assertResync(server, stream, "gap", "epoch");
    }
  }

  @Test
  void cursorFromTheFutureIsAGap() {
    try (WireServer server = WireServer.start()) {
      server.publish("todos.list");
      String now = server.settled();
      String future = now.substring(0, now.lastIndexOf('-') + 1) + (SseEvent.offset(now) + 1);
      try (RawConnection stream = server.events("cursor=" + future)) {
        assertResync(server, stream, "gap");
      }
    }
  }

  @Test
  void cursorOfAnotherEpochIsAResync() {
    try (WireServer server = WireServer.start();
        WireServer other = WireServer.start();
        RawConnection stream = server.events("cursor=" + other.cursor())) {
      assertResync(server, stream, "epoch");
    }
  }

  @Test
  void cursorBeyondRetentionIsAGap() {
    try (WireServer server = WireServer.retaining(8)) {
      String expired = server.settled();
      passOver(server);
      try (RawConnection stream = server.events("cursor=" + expired)) {
        assertResync(server, stream, "gap");
      }
    }
  }

  @Test
  void gapIsAGapEvenWhereTheFilterMayHaveMissedNothing() {
    try (WireServer server = WireServer.retaining(8)) {
      String expired = server.settled();
      passOver(server);
      try (RawConnection stream = server.events("tag=todos.*&cursor=" + expired)) {
        assertResync(server, stream, "gap");
      }
    }
  }

  @Test
  void everythingRetainedCanBeReplayed() {
    try (WireServer server = WireServer.retaining(64)) {
      passOver(server);
      String cursor = server.settled();
      for (int i = 0; i < 60; i++) {
        server.publish("todos.byId(" + i + ")");
      }
      server.settled();
      try (RawConnection stream = server.events("cursor=" + cursor)) {
        assertEquals("replayed", stream.hello().verdict());
        for (int i = 0; i < 60; i++) {
          assertEquals("todos.byId(" + i + ")", stream.nextEvent().tag());
        }
      }
    }
  }

  @Test
  void heartbeatKeepsAQuietFilterFromFallingOffTheLog() {
    try (WireServer server =
        WireServer.start(
            TagHub.builder().log(WireServer.log(8)).heartbeat(Duration.ofSeconds(1)).build())) {
      String hello;
      String heartbeat;
      try (RawConnection stream = server.events("tag=todos.*")) {
        hello = stream.hello().cursor();
        String now = passOver(server);
        SseEvent beat = stream.expect("heartbeat");
        while (beat.offset() < SseEvent.offset(now)) {
          beat = stream.expect("heartbeat");
        }
        heartbeat = beat.cursor();
      }
      try (RawConnection quiet = server.events("tag=todos.*", "Last-Event-ID: " + heartbeat);
          RawConnection lost = server.events("tag=todos.*", "Last-Event-ID: " + hello)) {
        assertEquals("live", quiet.hello().verdict());
        assertEquals("resync", lost.hello().verdict());
      }
      server.publish("todos.list");
      server.settled();
      try (RawConnection missed = server.events("tag=todos.*", "Last-Event-ID: " + heartbeat)) {
        assertEquals("replayed", missed.hello().verdict());
        assertEquals("todos.list", missed.nextEvent().tag());
      }
    }
  }

  @Test
  void stampTakenBeforeReadingDataReplaysWhatCameAfterIt() {
    try (WireServer server = WireServer.start()) {
      server.publish("todos.byId(1)");
      server.settled();
      String stamp = server.hub().cursor().toString();
      server.hub().invalidate(Tag.parse("todos.byId(2)"));
      server.settled();
      try (RawConnection stream = server.events("cursor=" + stamp)) {
        assertEquals("replayed", stream.hello().verdict());
        assertEquals("todos.byId(2)", stream.nextEvent().tag());
      }
    }
  }

  /** Fills a log of 8 entries three times, never faster than the hub reads it. */
  private static String passOver(WireServer server) {
    String now = "";
    for (int i = 0; i < 8; i++) {
      server.publish("notes.byId(" + i + ")", "notes.list");
      now = server.settled();
    }
    return now;
  }

  private static void assertResync(WireServer server, RawConnection stream, String... reasons) {
    SseEvent hello = stream.hello();
    assertEquals("resync", hello.verdict());
    assertNull(hello.id());
    SseEvent resync = stream.expect("resync");
    assertTrue(List.of(reasons).contains(resync.reason()), resync.raw());
    assertTrue(
        resync
            .raw()
            .matches(
                "id: [0-9a-z-]+\nevent: resync\ndata: \\{\"reason\":\"[a-z]+\",\"spread\":[0-9]+\\}"
                    + "\n\n"),
        resync.raw());
    assertNotNull(resync.id());
    server.publish("todos.summary");
    SseEvent next = stream.nextEvent();
    assertEquals("todos.summary", next.tag(), "the stream goes on, without a replay");
    assertTrue(resync.offset() < next.offset());
  }
}
