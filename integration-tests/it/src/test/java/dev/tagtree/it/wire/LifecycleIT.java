// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Beginning and end: what clients see when a node drains, and what is left of it afterwards. */
class LifecycleIT {
  private static final String BYE = "event: bye\ndata: \\{\"after\":[0-9]+\\}\n\n";
  private static final String TURNED_AWAY = "retry: [0-9]+\n\n" + BYE;

  @Test
  void closeSaysByeAndEndsEveryStream() {
    WireServer server = WireServer.start();
    List<RawConnection> streams = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      RawConnection stream = server.events(i % 2 == 0 ? "" : "tag=todos.byId(" + i + ")");
      stream.hello();
      streams.add(stream);
    }
    server.invalidate("todos.*");
    streams.forEach(stream -> stream.expect("invalidate"));
    server.hub().close();
    Set<String> delays = new HashSet<>();
    for (RawConnection stream : streams) {
      String body = stream.end();
      assertTrue(body.matches("(?s).*event: invalidate\n.*\n\n" + BYE), body);
      delays.add(body.substring(body.lastIndexOf("\"after\"")));
      stream.close();
    }
    assertTrue(delays.size() > 1, "100 clients must not come back at once: " + delays);
    assertEquals(0, server.hub().stats().connections());
    server.stop();
  }

  @Test
  void connectionToAClosedHubIsTurnedAwayWithoutAnErrorStatus() {
    try (WireServer server = WireServer.start()) {
      server.hub().close();
      try (RawConnection stream = server.events("cursor=nonsense")) {
        assertEquals(200, stream.status());
        assertTrue(stream.header("Content-Type").startsWith("text/event-stream"));
        String body = stream.end();
        assertTrue(body.matches(TURNED_AWAY), body);
      }
    }
  }

  @Test
  void connectionBeyondTheMostAllowedIsTurnedAway() {
    TagHub hub = TagHub.builder().maxConnections(2).heartbeat(WireServer.SILENT).build();
    try (WireServer server = WireServer.start(hub);
        RawConnection one = server.events("");
        RawConnection two = server.events("")) {
      one.hello();
      two.hello();
      try (RawConnection three = server.events("")) {
        assertEquals(200, three.status());
        String body = three.end();
        assertTrue(body.matches(TURNED_AWAY), body);
      }
      server.invalidate("todos.list");
      assertEquals("todos.list", one.expect("invalidate").tag());
      assertEquals("todos.list", two.expect("invalidate").tag());
    }
  }

  @Test
  void streamBeyondItsAgeEndsWithByeAndResumes() {
    TagHub hub = TagHub.builder().maxAge(Duration.ofSeconds(1)).build();
    try (WireServer server = WireServer.start(hub)) {
      String cursor;
      try (RawConnection stream = server.events("tag=todos.*")) {
        cursor = stream.hello().cursor();
        String body = stream.end();
        assertTrue(body.matches("(?s).*" + BYE), body);
      }
      server.invalidate("todos.list");
      server.settled();
      try (RawConnection stream = server.events("tag=todos.*", "Last-Event-ID: " + cursor)) {
        assertEquals("replayed", stream.hello().verdict());
        assertEquals("todos.list", stream.expect("invalidate").tag());
      }
    }
  }

  @Test
  void invalidateAfterCloseIsRefused() {
    TagHub hub = TagHub.create();
    hub.close();
    hub.close();
    assertThrows(IllegalStateException.class, () -> hub.invalidate(Tag.parse("todos.list")));
  }

  @Test
  void publishersDoNotHangWhenTheHubCloses() throws InterruptedException {
    for (int round = 0; round < 10; round++) {
      WireServer server = WireServer.start();
      Queue<Throwable> ends = new ConcurrentLinkedQueue<>();
      List<Thread> publishers = new ArrayList<>();
      for (int p = 0; p < 4; p++) {
        String tag = "todos.byId(" + p + ")";
        Thread publisher =
            new Thread(
                () -> {
                  while (true) {
                    server.invalidate(tag);
                  }
                });
        publisher.setUncaughtExceptionHandler((thread, end) -> ends.add(end));
        publishers.add(publisher);
      }
      try (RawConnection stream = server.events("")) {
        stream.hello();
        publishers.forEach(Thread::start);
        stream.nextEvent();
        server.hub().close();
        server.stop();
      }
      for (Thread publisher : publishers) {
        publisher.join(EventStream.PATIENCE.toMillis());
        assertFalse(publisher.isAlive(), "a publisher hangs in " + publisher.getState());
      }
      assertEquals(4, ends.size());
      ends.forEach(end -> assertEquals(IllegalStateException.class, end.getClass()));
    }
  }

  @Test
  void nothingIsLeftRunning() throws InterruptedException {
    useOnce(); // what libraries start once and keep is not a leak
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    for (int i = 0; i < 3; i++) {
      useOnce();
    }
    long deadline = System.nanoTime() + EventStream.PATIENCE.toNanos();
    Set<String> left;
    do {
      Thread.sleep(20);
      left =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !before.contains(thread) && thread.isAlive())
              .map(Thread::getName)
              .collect(Collectors.toSet());
    } while (!left.isEmpty() && System.nanoTime() < deadline);
    assertEquals(Set.of(), left);
  }

  @Test
  void portIsFreeAfterStop() throws Exception {
    WireServer server = WireServer.start();
    int port = server.port();
    server.close();
    try (ServerSocket again = new ServerSocket()) {
      again.setReuseAddress(true);
      again.bind(new java.net.InetSocketAddress("localhost", port));
      assertTrue(again.isBound());
    }
  }

  @Test
  void serverListensOnTheLoopbackInterfaceOnly() throws Exception {
    try (WireServer server = WireServer.start()) {
      for (var network :
          java.util.Collections.list(java.net.NetworkInterface.getNetworkInterfaces())) {
        for (var address : java.util.Collections.list(network.getInetAddresses())) {
          if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
            assertThrows(
                java.net.ConnectException.class,
                () -> new java.net.Socket(address, server.port()).close(),
                address.toString());
          }
        }
      }
    }
  }

  private static void useOnce() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("")) {
      stream.hello();
      server.invalidate("todos.list");
      stream.expect("invalidate");
    }
  }
}
