// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xnio.Option;
import org.xnio.Options;

/** Streams in a host's server, and what that does to them. */
@Timeout(60)
class EventStreamsTest {
  @Test
  void aHandlerThatIsReachedOnAWorkerThreadStreamsAllTheSame() throws Exception {
    try (TestServer server =
            new TestServer(TagHub.create(), undertow -> undertow, BlockingHandler::new);
        RawClient client = RawClient.stream(server.port(), "")) {
      client.await("event: hello");
      server.invalidate("a.x");
      client.await("\"from\":\"a.x\"");
      client.reset();
      server.awaitConnections(0);
    }
  }

  @Test
  void anEncodingHandlerInFrontCompressesNoStream() throws Exception {
    ContentEncodingRepository gzip = new ContentEncodingRepository();
    gzip.addEncodingHandler("gzip", new GzipEncodingProvider(), 50);
    try (TestServer server =
            new TestServer(
                TagHub.create(), undertow -> undertow, next -> new EncodingHandler(next, gzip));
        RawClient client = RawClient.stream(server.port(), "", "Accept-Encoding: gzip, br")) {
      client.await("event: hello");
      server.invalidate("a.x");
      String text = client.await("\"from\":\"a.x\"");
      assertTrue(text.contains("Content-Encoding: identity"), text);
    }
  }

  static Stream<Option<Integer>> limits() {
    return Stream.of(Options.READ_TIMEOUT, Options.WRITE_TIMEOUT);
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aLimitThatTheHostSetsForRequestsCutsNoStream(Option<Integer> limit) throws Exception {
    TagHub hub = TagHub.builder().heartbeat(Duration.ofMillis(500)).build();
    try (TestServer server =
            new TestServer(hub, undertow -> undertow.setSocketOption(limit, 120), next -> next);
        RawClient client = RawClient.stream(server.port(), "")) {
      client.await("event: heartbeat", 2);
      server.invalidate("a.x");
      client.await("\"from\":\"a.x\"");
    }
  }

  @Test
  void anIdleLimitLongerThanTheHeartbeatCutsNoStream() throws Exception {
    TagHub hub = TagHub.builder().heartbeat(Duration.ofMillis(150)).build();
    try (TestServer server =
            new TestServer(
                hub,
                undertow ->
                    undertow
                        .setServerOption(UndertowOptions.IDLE_TIMEOUT, 600)
                        .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 300),
                next -> next);
        RawClient client = RawClient.stream(server.port(), "")) {
      client.await("event: heartbeat", 9);
    }
  }

  @Test
  void aGracefulShutdownEndsAfterTheHubHasClosed() throws Exception {
    GracefulShutdownHandler[] graceful = new GracefulShutdownHandler[1];
    try (TestServer server =
            new TestServer(
                TagHub.create(),
                undertow -> undertow,
                next -> graceful[0] = new GracefulShutdownHandler(next));
        RawClient client = RawClient.stream(server.port(), "")) {
      client.await("event: hello");
      graceful[0].shutdown();
      server.closeHub();
      assertTrue(graceful[0].awaitShutdown(10_000));
      String text = client.awaitEnd();
      assertTrue(text.matches("(?s).*event: bye\ndata: \\{\"after\":\\d+}\n\n"), text);
    }
  }

  @Test
  void aHubOutlivesItsServerAndServesTheNextOne() throws Exception {
    TagHub hub = TagHub.create();
    for (int round = 0; round < 3; round++) {
      TestServer server = new TestServer(hub);
      try (RawClient client = RawClient.stream(server.port(), "")) {
        client.await("event: hello");
        server.invalidate("a.x");
        client.await("\"from\":\"a.x\"");
        assertEquals(1, hub.stats().connections());
        server.stop();
        hub.invalidate(Tag.parse("a.y"));
        server.awaitConnections(0);
      }
    }
    hub.close();
  }

  @Test
  void streamsShareOneConnectionOverHttp2() throws Exception {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    try (TestServer server =
        new TestServer(
            TagHub.create(),
            undertow -> undertow.setServerOption(UndertowOptions.ENABLE_HTTP2, true),
            next -> next)) {
      List<InputStream> streams = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        HttpResponse<InputStream> response = open(http, server, "?tag=a.x(" + i + ")");
        assertEquals(HttpClient.Version.HTTP_2, response.version());
        streams.add(response.body());
        read(response.body(), "event: hello");
      }
      for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 5; i++) {
          server.invalidate("a.x(" + i + ")");
        }
        for (int i = 0; i < 5; i++) {
          String text = read(streams.get(i), "\"spread\":0}\n\n");
          assertTrue(text.contains("\"from\":\"a.x(" + i + ")\""), text);
        }
      }
      for (int i = 0; i < 4; i++) {
        streams.get(i).close(); // cancels the stream, not the connection
      }
      server.awaitConnections(1);
      server.closeHub();
      assertTrue(new String(streams.get(4).readAllBytes(), UTF_8).contains("event: bye"));
    }
  }

  private static HttpResponse<InputStream> open(HttpClient http, TestServer server, String query)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + "/tags/events" + query);
    return http.send(
        HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  /** Reads up to and including a text. */
  private static String read(InputStream in, String end) throws Exception {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new AssertionError("ended after " + text);
      }
      text.append((char) next);
    }
    return text.toString();
  }
}
