// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server of its own: where it listens, what it says when it cannot, how it ends. */
@Timeout(60)
class TagServerTest {
  @Test
  void itServesTheHubBelowTags() throws Exception {
    TagHub hub = TagHub.create();
    try (TagServer server = TagServer.start(hub, 0);
        RawClient client = RawClient.stream(server.port(), "")) {
      client.await("event: hello");
      hub.invalidate(Tag.parse("a.x"));
      client.await("\"from\":\"a.x\"");
    }
  }

  @Test
  void nothingIsAnsweredBehindAStreamThatHasNoEnd() throws Exception {
    TagHub hub = TagHub.create();
    try (TagServer server = TagServer.start(hub, 0);
        RawClient client = new RawClient(server.port())) {
      String host = " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      client.sendRaw("GET /tags/events" + host + "GET /tags/health" + host);
      client.await("event: hello");
      client.sendRaw("GET /tags/health" + host);
      hub.invalidate(Tag.parse("a.x"));
      client.await("\"from\":\"a.x\"");
      hub.close();
      String all = client.awaitEnd();
      assertTrue(all.endsWith("\n\n") && all.contains("event: bye"), all);
      assertEquals(all.indexOf("HTTP/1.1"), all.lastIndexOf("HTTP/1.1"), all);
    }
  }

  @Test
  void aStreamIsAnsweredInTheVersionThatWasAsked() throws Exception {
    try (TagServer server = TagServer.start(TagHub.create(), 0);
        RawClient client = new RawClient(server.port())) {
      client.send("GET /tags/events HTTP/1.0");
      String head = client.await("event: hello");
      assertTrue(head.startsWith("HTTP/1.0 200 OK\r\n"), head);
      assertTrue(head.contains("\r\nConnection: close\r\n"), head);
      assertTrue(head.contains("\r\nDate: "), head);
    }
  }

  @Test
  void otherRequestsBeforeAStreamShareItsConnection() throws Exception {
    try (TagServer server = TagServer.start(TagHub.create(), 0);
        RawClient client = new RawClient(server.port())) {
      client.send("GET /tags/health HTTP/1.1");
      client.await("live");
      client.send("GET /tags/events HTTP/1.1");
      client.await("event: hello");
    }
  }

  @Test
  void closingItWaitsForNoClientThatStays() throws Exception {
    TagServer server = TagServer.start(TagHub.create(), 0);
    int port = server.port();
    try (RawClient client = RawClient.stream(port, "")) {
      client.await("event: hello");
      server.close();
      client.awaitEnd(); // and keeps its own end open
      try (TagServer next = TagServer.start(TagHub.create(), port);
          RawClient other = RawClient.stream(next.port(), "")) {
        other.await("event: hello");
      }
    }
  }

  @Test
  void closingItSaysGoodbyeAndEndsTheStreams() throws Exception {
    TagServer server = TagServer.start(TagHub.create(), 0);
    try (RawClient client = RawClient.stream(server.port(), "")) {
      client.await("event: hello");
      server.close();
      server.close();
      assertTrue(client.awaitEnd().contains("event: bye"));
    }
  }

  @Test
  void aPortInUseIsOneClearSentence() throws Exception {
    try (TagHub hub = TagHub.create()) {
      try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
        int port = taken.getLocalPort();
        String message =
            assertThrows(IllegalStateException.class, () -> TagServer.start(hub, port))
                .getMessage();
        assertEquals("cannot listen on localhost:" + port + ": Address already in use", message);
      }
      try (TagServer server = TagServer.start(hub, 0)) {
        assertTrue(server.port() > 0, "the hub is none the worse");
      }
    }
  }

  @Test
  void anUnknownHostIsOneClearSentence() {
    try (TagHub hub = TagHub.create()) {
      String message =
          assertThrows(IllegalStateException.class, () -> TagServer.start(hub, "no.invalid", 0))
              .getMessage();
      assertEquals("cannot listen on no.invalid:0: no such host", message);
    }
  }

  @Test
  void badArgumentsAreNamed() {
    try (TagHub hub = TagHub.create()) {
      assertThrows(IllegalArgumentException.class, () -> TagServer.start(hub, -1));
      assertThrows(IllegalArgumentException.class, () -> TagServer.start(hub, 65_536));
      assertEquals(
          "host",
          assertThrows(NullPointerException.class, () -> TagServer.start(hub, null, 0))
              .getMessage());
      assertEquals(
          "hub",
          assertThrows(NullPointerException.class, () -> TagServer.start(null, 0)).getMessage());
    }
  }
}
