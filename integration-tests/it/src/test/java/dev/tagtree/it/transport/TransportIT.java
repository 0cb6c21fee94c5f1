// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.hub.SseEvent;
import dev.tagtree.it.wire.EventStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a stream says is the same, whatever carries it. */
class TransportIT {
  /** Together with long values, more than any buffer or window on the way has room for. */
  private static final int MANY = 400;

  private static final String LONG_VALUE = "x".repeat(200);

  @ParameterizedTest
  @EnumSource
  void streamBeginsWithHelloAndCarriesEachByteOfAnEvent(Transport transport) {
    try (TransportServer server = TransportServer.start(transport);
        EventStream stream = server.open("")) {
      assertEquals(200, stream.status());
      assertEquals(transport.version, stream.version());
      assertEquals("text/event-stream", stream.header("Content-Type"));
      assertEquals("no-store, no-transform", stream.header("Cache-Control"));
      assertTrue(List.of("", "identity").contains(stream.header("Content-Encoding")));
      assertEquals("", stream.header("Transfer-Encoding"));
      assertEquals("new", stream.expect("hello").verdict());
      server.invalidate("todos.list");
      SseEvent event = stream.next();
      assertEquals(
          "id: %s\nevent: invalidate\ndata: {\"tags\":[\"todos.list\"],\"from\":\"todos.list\",\"spread\":0}\n\n"
              .formatted(event.cursor()),
          event.raw());
    }
  }

  @ParameterizedTest
  @EnumSource
  void filterLetsThroughWhatOverlaps(Transport transport) {
    try (TransportServer server = TransportServer.start(transport);
        EventStream stream = server.open("tag=todos.byId(*)&tag=notes.*")) {
      stream.expect("hello");
      server.invalidate("todos.list");
      server.invalidate("todos.byId(1)");
      server.invalidate("people.*");
      server.invalidate("notes.list");
      assertEquals("todos.byId(1)", stream.next().tag());
      assertEquals("notes.list", stream.next().tag());
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientThatComesBackIsToldWhatItMissed(Transport transport) {
    try (TransportServer server = TransportServer.start(transport)) {
      String cursor;
      try (EventStream stream = server.open("tag=todos.*")) {
        stream.expect("hello");
        server.invalidate("todos.list");
        cursor = stream.next().cursor();
      }
      server.awaitConnections(0, EventStream.PATIENCE);
      server.invalidate("notes.list");
      server.invalidate("todos.byId(1)");
      try (EventStream all = server.open("cursor=" + cursor)) {
        all.expect("hello"); // by now both are served
        all.next();
        all.next();
        try (EventStream stream = server.resume("tag=todos.*", cursor)) {
          SseEvent hello = stream.expect("hello");
          assertEquals("replayed", hello.verdict());
          assertNull(hello.id());
          assertEquals("todos.byId(1)", stream.next().tag());
          server.invalidate("todos.summary");
          assertEquals("todos.summary", stream.next().tag());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void cursorOfAnotherHistoryIsAResync(Transport transport) {
    try (TransportServer server = TransportServer.start(transport);
        EventStream stream = server.resume("", "elsewhere-1")) {
      assertEquals("resync", stream.expect("hello").verdict());
      assertEquals("epoch", stream.next().reason());
    }
  }

  @ParameterizedTest
  @EnumSource
  void quietStreamHasHeartbeats(Transport transport) {
    Duration heartbeat = Duration.ofMillis(100);
    try (TransportServer server =
            TransportServer.start(transport, TransportServer.quiet().heartbeat(heartbeat));
        EventStream stream = server.open("")) {
      SseEvent hello = stream.expect("hello");
      for (int i = 0; i < 3; i++) {
        SseEvent beat = stream.next();
        assertEquals("heartbeat", beat.name());
        assertEquals(hello.cursor(), beat.cursor());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void eventsBeyondAllBuffersComeInOrderAndNoneWaitsForTheNext(Transport transport) {
    try (TransportServer server = TransportServer.start(transport);
        EventStream stream = server.open("tag=todos.*");
        EventStream other = server.open("")) {
      stream.expect("hello");
      other.expect("hello");
      for (int batch = MANY / 8; batch <= MANY; batch *= 2) {
        for (int i = 0; i < batch; i++) {
          server.invalidate("todos.byId(" + LONG_VALUE + i + ")");
        }
        for (EventStream one : List.of(stream, other)) {
          for (int i = 0; i < batch; i++) {
            assertEquals("todos.byId(" + LONG_VALUE + i + ")", one.next().tag());
          }
        }
      }
    }
  }
}
