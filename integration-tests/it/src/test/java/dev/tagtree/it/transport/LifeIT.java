// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.it.Impatient;
import dev.tagtree.it.TcpProxy;
import dev.tagtree.it.wire.EventStream;
import java.io.IOException;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How a stream ends is the same, whatever carries it: for the client, for the hub, and for the host
 * that waits for its exchanges.
 */
@Impatient
class LifeIT {
  private static final String BYE = "event: bye\ndata: \\{\"after\":[0-9]+\\}\n\n";

  /** What the protocol promises; nothing is sent meanwhile, so only the end itself can tell. */
  private static final Duration NOTICED = Duration.ofSeconds(1);

  private static final Duration STALL_LIMIT = Duration.ofMillis(500);

  /** Bytes of one event that fills buffers: a value as long as a tag allows, twice. */
  private static final String LONG_VALUE = "x".repeat(240);

  private static final int BATCH = 50;
  private static final int CLIENTS = 20;

  @ParameterizedTest
  @EnumSource
  void clientsThatLeaveWhileIdleAreForgotten(Transport transport) {
    try (TransportServer server = TransportServer.start(transport)) {
      List<EventStream> streams = open(server, CLIENTS);
      server.awaitConnections(CLIENTS, EventStream.PATIENCE);
      streams.forEach(EventStream::leave);
      server.awaitConnections(0, NOTICED);
      assertTrue(server.drains(), "the host still waits for a client that left");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "TLS"})
  void fiveHundredClientsThatLeaveWhileIdleAreForgotten(Transport transport) {
    forgetsAll(transport, 500);
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_2_OVER_TLS", "HTTP_2_CLEARTEXT"})
  void manyStreamsOfOneConnectionThatAreCancelledWhileIdleAreForgotten(Transport transport) {
    forgetsAll(transport, 150); // 200 in 30 s are an attack to Undertow, which ends the connection
  }

  private static void forgetsAll(Transport transport, int clients) {
    try (TransportServer server = TransportServer.start(transport)) {
      List<EventStream> streams = open(server, clients);
      server.awaitConnections(clients, EventStream.PATIENCE);
      streams.forEach(EventStream::leave);
      server.awaitConnections(0, NOTICED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientsWhoseConnectionIsResetAreForgotten(Transport transport) throws IOException {
    try (TransportServer server = TransportServer.start(transport);
        TcpProxy network = TcpProxy.narrow(server.port())) {
      List<EventStream> streams = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        EventStream stream = server.open(network.port(), "", Map.of());
        stream.expect("hello");
        streams.add(stream);
      }
      try {
        network.reset();
        server.awaitConnections(0, NOTICED);
        assertTrue(server.drains(), "the host still waits for a client that is gone");
      } finally {
        Reference.reachabilityFence(streams); // or they are closed when memory is collected
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientThatNeverReadsIsClosedAndNobodyElseNotices(Transport transport) {
    try (TransportServer server =
            TransportServer.start(transport, TransportServer.quiet().stallLimit(STALL_LIMIT));
        EventStream stalled = server.open("");
        EventStream healthy = server.open("")) {
      stalled.expect("hello");
      healthy.expect("hello");
      publishUntilOneStalls(server, healthy);
      server.awaitConnections(1, EventStream.PATIENCE);
      server.invalidate("todos.list");
      assertEquals("todos.list", healthy.next().tag());
      healthy.leave();
      assertTrue(server.drains(), "the host still waits for the client that never read");
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientThatVanishesIsClosedOnceItsBuffersAreFull(Transport transport) throws IOException {
    try (TransportServer server =
            TransportServer.start(transport, TransportServer.quiet().stallLimit(STALL_LIMIT));
        TcpProxy network = TcpProxy.narrow(server.port());
        EventStream healthy = server.open("")) {
      healthy.expect("hello");
      EventStream vanishing = server.open(network.port(), "", Map.of());
      try {
        vanishing.expect("hello");
        network.freeze();
        publishUntilOneStalls(server, healthy);
        server.awaitConnections(1, EventStream.PATIENCE);
        healthy.leave();
        assertTrue(server.drains(), "the host still waits for the client that vanished");
      } finally {
        Reference.reachabilityFence(vanishing);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientThatVanishesIsClosedWhenItIsTooOld(Transport transport) throws IOException {
    try (TransportServer server = shortLived(transport);
        TcpProxy network = TcpProxy.narrow(server.port())) {
      EventStream vanishing = server.open(network.port(), "", Map.of());
      try {
        vanishing.expect("hello");
        network.freeze();
        server.awaitConnections(0, EventStream.PATIENCE);
        assertTrue(server.drains(), "the host still waits for the client that vanished");
      } finally {
        Reference.reachabilityFence(vanishing);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void streamThatIsTooOldSaysByeAndEnds(Transport transport) {
    try (TransportServer server = shortLived(transport);
        EventStream stream = server.open("")) {
      assertTrue(stream.end().matches("(?s)retry.*event: hello\n.*\n\n" + BYE));
      server.awaitConnections(0, NOTICED);
      assertTrue(server.drains(), "the host still waits for a stream that ended");
    }
  }

  @ParameterizedTest
  @EnumSource
  void closedHubSaysByeToEachClientAndToThoseThatComeLater(Transport transport) {
    try (TransportServer server = TransportServer.start(transport)) {
      List<EventStream> streams = open(server, CLIENTS);
      server.hub().close();
      for (EventStream stream : streams) {
        String body = stream.end();
        assertTrue(body.matches("(?s)retry.*event: hello\n.*\n\n" + BYE), body);
      }
      assertEquals(0, server.hub().stats().connections());
      assertTurnedAway(server);
      assertTrue(server.drains(), "the host still waits for a stream that ended");
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientBeyondTheMostAllowedIsTurnedAway(Transport transport) {
    try (TransportServer server =
            TransportServer.start(transport, TransportServer.quiet().maxConnections(1));
        EventStream first = server.open("")) {
      first.expect("hello");
      assertTurnedAway(server);
      server.invalidate("todos.list");
      assertEquals("todos.list", first.next().tag());
    }
  }

  /** Refused in the only way after which an EventSource comes back. */
  private static void assertTurnedAway(TransportServer server) {
    try (EventStream late = server.open("")) {
      assertEquals(200, late.status());
      assertTrue(late.header("Content-Type").startsWith("text/event-stream"));
      String body = late.end();
      assertTrue(body.matches("retry: [0-9]+\n\n" + BYE), body);
    }
  }

  /** A limit on stalls, too, because the hub looks at the time as often as its limits need. */
  private static TransportServer shortLived(Transport transport) {
    return TransportServer.start(
        transport, TransportServer.quiet().maxAge(STALL_LIMIT).stallLimit(STALL_LIMIT));
  }

  /** Of many, a few at a time: handshakes take long one after the other. */
  private static List<EventStream> open(TransportServer server, int count) {
    ExecutorService threads = Executors.newFixedThreadPool(1 + count / 64);
    try {
      List<Callable<EventStream>> opening = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String query = i % 2 == 0 ? "" : "tag=todos.byId(" + i + ")";
        opening.add(
            () -> {
              EventStream stream = server.open(query);
              stream.expect("hello");
              return stream;
            });
      }
      List<EventStream> streams = new ArrayList<>();
      for (Future<EventStream> opened : threads.invokeAll(opening)) {
        streams.add(opened.get());
      }
      return streams;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      threads.shutdown();
    }
  }

  /** Publishes what fills buffers, at the pace of a client that reads, which misses nothing. */
  private static void publishUntilOneStalls(TransportServer server, EventStream healthy) {
    long deadline = System.nanoTime() + EventStream.PATIENCE.toNanos();
    for (int sent = 0; server.hub().stats().stalls() == 0; sent += BATCH) {
      for (int i = sent; i < sent + BATCH; i++) {
        server.invalidate("todos.byId(" + i + LONG_VALUE + ")");
      }
      for (int i = sent; i < sent + BATCH; i++) {
        assertEquals("todos.byId(" + i + LONG_VALUE + ")", healthy.next().tag());
      }
      assertTrue(System.nanoTime() < deadline, "nobody stalls after " + sent);
    }
    assertEquals(1, server.hub().stats().stalls());
  }
}
