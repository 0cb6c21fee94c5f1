// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.hub.SseEvent;
import dev.tagtree.hub.TagHub;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bytes of a response: its head, and each kind of event. */
class EventStreamIT {
  private static final String CURSOR = "[0-9a-z][0-9a-z-]*-[0-9]+";

  @Test
  void headersSayStreamAndForbidStoringAndTransforming() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("", "Accept-Encoding: gzip, deflate, br")) {
      assertEquals("HTTP/1.1 200 OK", stream.head().statusLine());
      assertTrue(
          stream.header("Content-Type").matches("text/event-stream(; ?charset=(?i:utf-8))?"),
          stream.header("Content-Type"));
      assertEquals("no-store, no-transform", stream.header("Cache-Control"));
      assertEquals("no", stream.header("X-Accel-Buffering"));
      assertTrue(List.of("", "identity").contains(stream.header("Content-Encoding")));
      assertEquals("", stream.header("Transfer-Encoding"));
      assertEquals("", stream.header("Content-Length"));
      stream.hello();
    }
  }

  @Test
  void streamBeginsWithRetryAndHello() {
    try (WireServer server = WireServer.start(TagHub.create(SampleTree.ALL));
        RawConnection stream = server.events("")) {
      SseEvent retry = stream.nextBlock();
      assertTrue(retry.raw().matches("retry: [1-9][0-9]{2,5}\n\n"), retry.raw());
      SseEvent hello = stream.next();
      String expected =
          "id: CURSOR\nevent: hello\ndata: \\{\"v\":1,\"verdict\":\"new\",\"heartbeat\":15000,\"margin\":[0-9]+,"
              + "\"client\":\"[^\"]+\",\"schema\":\\[\"SCHEMA\"\\]\\}\n\n";
      assertTrue(
          hello
              .raw()
              .matches(expected.replace("CURSOR", CURSOR).replace("SCHEMA", SampleTree.SCHEMA)),
          hello.raw());
      assertTrue(hello.cursor().length() <= 64, hello.cursor());
    }
  }

  @Test
  void helloNamesEachConnectionDifferentlyAndNoSchemaWithoutTree() {
    try (WireServer server = WireServer.start(TagHub.create());
        RawConnection one = server.events("");
        RawConnection two = server.events("")) {
      SseEvent hello = one.hello();
      assertEquals("[]", hello.data().path("schema").toString());
      assertNotEquals(hello.data().path("client"), two.hello().data().path("client"));
    }
  }

  @Test
  void retryIsJittered() {
    try (WireServer server = WireServer.start()) {
      long different =
          IntStream.range(0, 12)
              .mapToObj(
                  i -> {
                    try (RawConnection stream = server.events("")) {
                      return stream.nextBlock().raw();
                    }
                  })
              .distinct()
              .count();
      assertTrue(different > 1, "12 connections, one retry");
    }
  }

  @Test
  void leafIsSentAsItself() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("")) {
      stream.hello();
      server.invalidate("todos.byId(1)");
      SseEvent event = stream.next();
      assertTrue(
          event
              .raw()
              .matches(
                  "id: "
                      + CURSOR
                      + "\nevent: invalidate\ndata: \\{\"tags\":\\[\"todos\\.byId\\(1\\)\"\\]"
                      + "(,\"from\":\"todos\\.byId\\(1\\)\")?,\"spread\":0\\}\n\n"),
          event.raw());
    }
  }

  @Test
  void groupIsSentResolvedAndAsItself() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("")) {
      stream.hello();
      server.hub().invalidate(SampleTree.TODOS);
      SseEvent event = stream.next();
      assertEquals(
          "id: "
              + event.cursor()
              + "\nevent: invalidate\ndata: {\"tags\":[\"todos.byId(*)\",\"todos.list\","
              + "\"todos.summary\"],\"from\":\"todos.*\",\"spread\":0}\n\n",
          event.raw());
    }
  }

  @Test
  void groupIsSpelledOutUpToSixtyFourLeaves() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("")) {
      stream.hello();
      server.hub().invalidate(SampleTree.FULL, SampleTree.WIDE);
      SseEvent full = stream.next();
      assertEquals(
          IntStream.range(0, 64).mapToObj(i -> "full." + SampleTree.leaf(i)).toList(),
          full.tags(),
          full.raw());
      assertEquals("full.*", full.data().path("from").asString());
      SseEvent wide = stream.next();
      assertEquals(List.of("wide.*"), wide.tags());
      assertEquals("wide.*", wide.data().path("from").asString());
    }
  }

  @Test
  void groupOfAnUnknownTreeIsSentAsItself() {
    try (WireServer server = WireServer.start(TagHub.create());
        RawConnection stream = server.events("")) {
      stream.hello();
      server.invalidate("notes.*");
      SseEvent event = stream.nextEvent();
      assertEquals(List.of("notes.*"), event.tags());
      assertEquals("notes.*", event.data().path("from").asString());
    }
  }

  @Test
  void tagsOfOneCallAreSeparateEventsSideBySide() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("")) {
      long before = stream.hello().offset();
      server.invalidate("todos.list", "notes.list");
      server.invalidate("todos.byId(2)");
      SseEvent first = stream.next();
      SseEvent second = stream.next();
      SseEvent third = stream.next();
      assertEquals(
          List.of("todos.list", "notes.list", "todos.byId(2)"),
          List.of(first.tag(), second.tag(), third.tag()));
      assertTrue(before < first.offset());
      assertTrue(first.offset() < second.offset());
      assertTrue(second.offset() < third.offset());
    }
  }

  @Test
  void invalidationIsAboveEveryCursorTakenBefore() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("")) {
      stream.hello();
      for (int i = 0; i < 100; i++) {
        String before = server.cursor();
        server.invalidate("todos.byId(" + i + ")");
        SseEvent event = stream.next();
        assertTrue(SseEvent.offset(before) < event.offset(), before + " then " + event.id());
        assertEquals(epoch(before), epoch(event.cursor()));
      }
    }
  }

  @Test
  void offsetsAreTimesAndNotCounts() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("")) {
      long now = System.currentTimeMillis() * 1000;
      long hour = Duration.ofHours(1).toNanos() / 1000;
      stream.hello();
      server.invalidate("todos.list");
      long offset = stream.next().offset();
      assertTrue(Math.abs(offset - now) < hour, offset + " is not now in microseconds: " + now);
    }
  }

  @Test
  void twoServersHaveDifferentEpochs() {
    try (WireServer one = WireServer.start();
        WireServer two = WireServer.start()) {
      assertNotEquals(epoch(one.cursor()), epoch(two.cursor()));
    }
  }

  @Test
  void valuesArriveInCanonicalText() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("")) {
      stream.hello();
      String hostile = "todos.byId(%22%0Adata%3A%20%7B%7D%0A%0A%C3%A9%2A)";
      server.invalidate(hostile);
      assertEquals(List.of(hostile), stream.next().tags());
      server.invalidate("todos.byId()");
      assertEquals(List.of("todos.byId()"), stream.next().tags());
    }
  }

  @Test
  void heartbeatIsANamedEventWithThePositionServed() {
    try (WireServer server =
            WireServer.start(TagHub.builder().heartbeat(Duration.ofSeconds(1)).build());
        RawConnection stream = server.events("tag=todos.*")) {
      SseEvent hello = stream.hello();
      assertEquals(1000, hello.data().path("heartbeat").asInt());
      SseEvent first = stream.expect("heartbeat");
      assertEquals(
          "id: " + first.cursor() + "\nevent: heartbeat\ndata: {\"current\":true}\n\n",
          first.raw());
      assertTrue(first.offset() >= hello.offset());
      assertTrue(stream.expect("heartbeat").offset() >= first.offset());
    }
  }

  @Test
  void http10ClientGetsTheSameStream() {
    try (WireServer server = WireServer.start();
        RawConnection stream =
            RawConnection.send(server.port(), "GET /tags/events?tag=todos.* HTTP/1.0")) {
      assertEquals(200, stream.status());
      assertEquals("", stream.header("Transfer-Encoding"));
      assertEquals("new", stream.hello().verdict());
      server.invalidate("todos.list");
      assertEquals("todos.list", stream.expect("invalidate").tag());
    }
  }

  @Test
  void headGetsTheHeadAndEnds() {
    try (WireServer server = WireServer.start();
        RawConnection response = server.send("HEAD /tags/events")) {
      assertTrue(List.of(200, 405).contains(response.status()), response.head().statusLine());
      assertEquals("", response.end());
    }
  }

  @Test
  void helloWithoutIdIsOnlyForReplayAndResync() {
    try (WireServer server = WireServer.start()) {
      String start = server.cursor();
      try (RawConnection live = server.events("cursor=" + start)) {
        assertEquals("live", live.hello().verdict());
      }
      server.invalidate("todos.list");
      server.settled();
      try (RawConnection replayed = server.events("cursor=" + start);
          RawConnection resync = server.events("cursor=nonsense")) {
        assertNull(replayed.hello().id());
        assertNull(resync.hello().id());
      }
    }
  }

  private static String epoch(String cursor) {
    return cursor.substring(0, cursor.lastIndexOf('-'));
  }
}
