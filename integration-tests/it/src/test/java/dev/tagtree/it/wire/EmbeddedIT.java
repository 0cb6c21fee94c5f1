// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import dev.tagtree.it.Impatient;
import dev.tagtree.kit.Patience;
import dev.tagtree.undertow.TagHandler;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xnio.Options;

/** The handler inside an application's own server, whose settings were made for short requests. */
@Impatient
class EmbeddedIT {
  private final TagHub hub =
      TagHub.builder().tree(SampleTree.ALL).heartbeat(WireServer.SILENT).build();

  private final List<Undertow> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    hub.close();
    servers.forEach(Undertow::stop);
  }

  @Test
  void compressingHandlerLeavesTheStreamAlone() {
    ContentEncodingRepository gzip =
        new ContentEncodingRepository().addEncodingHandler("gzip", new GzipEncodingProvider(), 50);
    int port = start(Undertow.builder(), tags -> new EncodingHandler(tags, gzip));
    try (RawConnection stream = RawConnection.get(port, "/tags/events", "Accept-Encoding: gzip")) {
      assertTrue(
          List.of("", "identity").contains(stream.header("Content-Encoding")),
          stream.header("Content-Encoding"));
      stream.hello();
      assertReached(stream, "todos.list");
    }
    try (RawConnection file =
        RawConnection.get(port, "/tags/core.js", "Accept-Encoding: gzip", "Connection: close")) {
      assertEquals("gzip", file.header("Content-Encoding"), "the handler does compress");
    }
  }

  @Test
  void timeoutsOfTheHostDoNotCutAStream() throws InterruptedException {
    int port =
        start(
            Undertow.builder()
                .setSocketOption(Options.READ_TIMEOUT, 300)
                .setSocketOption(Options.WRITE_TIMEOUT, 300)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 300),
            hub,
            tags -> tags);
    assertLasts(port, hub);
  }

  @Test
  void heartbeatsKeepAStreamWithinTheIdleTimeoutOfTheHost() throws InterruptedException {
    try (TagHub beating = TagHub.builder().heartbeat(Duration.ofMillis(200)).build()) {
      int port =
          start(
              Undertow.builder().setServerOption(UndertowOptions.IDLE_TIMEOUT, 1000),
              beating,
              tags -> tags);
      assertLasts(port, beating);
    }
  }

  @Test
  void handlerMayBeReachedOnAWorkerThread() {
    int port = start(Undertow.builder(), BlockingHandler::new);
    try (RawConnection stream = RawConnection.get(port, "/tags/events")) {
      stream.hello();
      assertReached(stream, "todos.list");
    }
  }

  @Test
  void gracefulShutdownEndsOnceTheHubIsClosed() throws InterruptedException {
    GracefulShutdownHandler[] graceful = new GracefulShutdownHandler[1];
    int port = start(Undertow.builder(), tags -> graceful[0] = Handlers.gracefulShutdown(tags));
    try (RawConnection stream = RawConnection.get(port, "/tags/events")) {
      stream.hello();
      graceful[0].shutdown();
      hub.close();
      assertTrue(stream.end().contains("event: bye\n"));
      assertTrue(graceful[0].awaitShutdown(EventStream.PATIENCE.toMillis()));
    }
  }

  @Test
  void streamsOfOneHttp2ConnectionAreServedAndTheirCancellationSeen() throws Exception {
    int port =
        start(Undertow.builder().setServerOption(UndertowOptions.ENABLE_HTTP2, true), tags -> tags);
    HttpClient client = Http2Stream.client(SSLContext.getDefault());
    URI files = URI.create("http://localhost:" + port + "/tags/core.js");
    client.send(HttpRequest.newBuilder(files).build(), HttpResponse.BodyHandlers.discarding());
    URI events = URI.create("http://localhost:" + port + "/tags/events");
    List<Http2Stream> streams = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Http2Stream stream = new Http2Stream(client, events, Map.of());
      assertEquals("HTTP/2", stream.version());
      assertEquals(200, stream.status());
      streams.add(stream);
    }
    for (int i = 0; i < 200; i++) {
      hub.invalidate(Tag.parse("todos.byId(" + i + ")"));
    }
    for (Http2Stream stream : streams) {
      assertEquals("hello", stream.next().name());
      for (int i = 0; i < 200; i++) {
        assertEquals("todos.byId(" + i + ")", stream.next().tag());
      }
    }
    assertEquals(20, hub.stats().connections());
    streams.forEach(Http2Stream::leave);
    Patience.until(Duration.ofSeconds(1), () -> hub.stats().connections() == 0);
    assertEquals(0, hub.stats().connections(), "seen without a send");
  }

  private int start(Undertow.Builder builder, UnaryOperator<HttpHandler> around) {
    return start(builder, hub, around);
  }

  private int start(Undertow.Builder builder, TagHub hub, UnaryOperator<HttpHandler> around) {
    HttpHandler tags = Handlers.path().addPrefixPath("/tags", TagHandler.of(hub));
    Undertow server =
        builder.addHttpListener(0, "localhost").setHandler(around.apply(tags)).build();
    server.start();
    servers.add(server);
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** Several times as long as the host would let an idle connection live. */
  private static void assertLasts(int port, TagHub hub) throws InterruptedException {
    try (RawConnection stream = RawConnection.get(port, "/tags/events")) {
      stream.hello();
      for (int i = 0; i < 3; i++) {
        Thread.sleep(1000);
        hub.invalidate(Tag.parse("todos.byId(" + i + ")"));
        assertEquals("todos.byId(" + i + ")", stream.expect("invalidate").tag());
      }
    }
  }

  private void assertReached(RawConnection stream, String tag) {
    hub.invalidate(Tag.parse(tag));
    assertEquals(tag, stream.expect("invalidate").tag());
  }
}
