// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.hub.SseEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first-load gap: a page says how old its oldest data is, and the node proves the time since.
 */
class AgeIT {
  @Test
  void ageFromBeforeTheServerStartedIsNotProven() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("age=3600000")) {
      assertEquals("resync", stream.hello().verdict());
      assertTrue(stream.expect("resync").offset() > 0);
    }
  }

  @Test
  void ageWithinWhichNothingCameIsLive() throws InterruptedException {
    try (WireServer server = WireServer.start()) {
      SseEvent hello = awaitLive(server, "age=1000");
      assertEquals("live", hello.verdict());
      assertEquals(server.cursor(), hello.cursor());
    }
  }

  @Test
  void whatCameWithinTheAgeIsReplayed() throws InterruptedException {
    try (WireServer server = WireServer.start()) {
      awaitLive(server, "age=4000");
      server.invalidate("todos.list", "notes.list");
      server.settled();
      try (RawConnection stream = server.events("tag=todos.*&age=4000")) {
        SseEvent hello = stream.hello();
        assertEquals("replayed", hello.verdict());
        assertNull(hello.id());
        assertEquals("todos.list", stream.nextEvent().tag());
        server.invalidate("todos.summary");
        assertEquals("todos.summary", stream.nextEvent().tag());
      }
    }
  }

  @Test
  void whatTheFilterDoesNotWantLeavesTheAgeLive() throws InterruptedException {
    try (WireServer server = WireServer.start()) {
      awaitLive(server, "age=1000");
      server.invalidate("notes.list");
      server.settled();
      try (RawConnection stream = server.events("tag=todos.*&age=1000")) {
        assertEquals("live", stream.hello().verdict());
      }
    }
  }

  @Test
  void whatCameBeforeTheAgeIsNotReplayed() throws InterruptedException {
    try (WireServer server = WireServer.start()) {
      awaitLive(server, "age=1");
      server.invalidate("todos.list");
      server.settled();
      try (RawConnection stream = server.events("age=1")) {
        assertEquals("replayed", stream.hello().verdict(), "a margin covers the way to the server");
      }
      awaitLive(server, "age=1");
    }
  }

  @Test
  void ageBeyondRetentionIsAResync() throws InterruptedException {
    try (WireServer server = WireServer.retaining(8)) {
      awaitLive(server, "age=4000");
      for (int i = 0; i < 8; i++) {
        server.invalidate("todos.byId(" + i + ")", "todos.list");
        server.settled();
      }
      try (RawConnection stream = server.events("age=4000")) {
        assertEquals("resync", stream.hello().verdict());
        assertEquals("gap", stream.expect("resync").reason());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "abc", "", "1e3", "99999999999999999999", "9223372036854775807"})
  void ageThatIsNoAgeProvesNothing(String age) {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("age=" + age)) {
      assertTrue(List.of(200, 400).contains(stream.status()), stream.head().statusLine());
      if (stream.status() == 200) {
        assertEquals("resync", stream.hello().verdict());
      }
    }
  }

  /** Asks until the server has lived long enough to prove the age. */
  private static SseEvent awaitLive(WireServer server, String query) throws InterruptedException {
    long deadline = System.nanoTime() + EventStream.PATIENCE.toNanos();
    while (true) {
      try (RawConnection stream = server.events(query)) {
        SseEvent hello = stream.hello();
        if (hello.verdict().equals("live")) {
          return hello;
        }
        assertTrue(System.nanoTime() < deadline, "never live: " + hello.raw());
      }
      Thread.sleep(100);
    }
  }
}
