// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import dev.tagtree.it.wire.EventStream;
import dev.tagtree.it.wire.Http2Stream;
import dev.tagtree.undertow.TagServer;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server that the library brings along, with a key: what a browser and an older client see. */
class TlsServerIT {
  private final TagHub hub = TagHub.create();

  @Test
  void serverWithAKeySpeaksHttp2() {
    try (TagServer server = TagServer.start(hub, "localhost", 0, LocalKeys.context());
        EventStream stream =
            new Http2Stream(
                Http2Stream.client(LocalKeys.context()),
                URI.create("https://localhost:" + server.port() + "/tags/events"),
                Map.of())) {
      assertEquals("HTTP/2", stream.version());
      assertReached(stream);
    }
  }

  @Test
  void serverWithAKeyStillSpeaksHttp1() {
    try (TagServer server = TagServer.start(hub, "localhost", 0, LocalKeys.context());
        EventStream stream = Transport.TLS.connect(server.port(), "/tags/events", Map.of())) {
      assertEquals("HTTP/1.1", stream.version());
      assertReached(stream);
    }
  }

  private void assertReached(EventStream stream) {
    stream.expect("hello");
    hub.invalidate(Tag.parse("todos.list"));
    assertEquals("todos.list", stream.next().tag());
    hub.close();
    stream.expect("bye");
    stream.end();
  }
}
