// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.ForwardingLog;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.MemoryLog;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** Polls in a host's server, and what that does to them. */
@Timeout(60)
class PollingTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private static HttpRequest.Builder request(int port, String query) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/tags/poll" + query));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void aHandlerThatIsReachedOnAWorkerThreadAnswersAllTheSame() throws Exception {
    try (TestServer blocking =
        new TestServer(TagHub.create(), undertow -> undertow, BlockingHandler::new)) {
      HttpResponse<String> response =
          HTTP.send(request(blocking.port(), "").build(), BodyHandlers.ofString());
      assertEquals("new", JSON.readTree(response.body()).get("verdict").asString());
    }
  }

  @Test
  void anEncodingHandlerInFrontMayCompressIt() throws Exception {
    ContentEncodingRepository gzip = new ContentEncodingRepository();
    gzip.addEncodingHandler("gzip", new GzipEncodingProvider(), 50);
    try (TestServer zipping =
        new TestServer(TagHub.create(), undertow -> undertow, next -> zipped(next, gzip))) {
      HttpResponse<byte[]> response =
          HTTP.send(
              request(zipping.port(), "").header("Accept-Encoding", "gzip").build(),
              BodyHandlers.ofByteArray());
      assertEquals("gzip", header(response, "Content-Encoding"));
      byte[] json = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
      assertEquals("new", JSON.readTree(json).get("verdict").asString());
    }
  }

  private static HttpHandler zipped(HttpHandler next, ContentEncodingRepository gzip) {
    return new EncodingHandler(next, gzip);
  }

  @Test
  void aClientThatIsAheadOfItsNodeIsAnsweredWhenItHasWaited() throws Exception {
    Shared log = new Shared();
    TagHub hub = TagHub.builder().log(log).build();
    try (TestServer node =
        new TestServer(hub, undertow -> undertow, next -> thenReadable(next, log))) {
      Cursor ahead = log.append(List.of(Tag.parse("a.x")));
      HttpResponse<String> response =
          HTTP.send(request(node.port(), "?cursor=" + ahead).build(), BodyHandlers.ofString());
      assertEquals("live", JSON.readTree(response.body()).get("verdict").asString());
    }
  }

  /** The log can be read some time after the request has come, when nobody may be answered yet. */
  private static HttpHandler thenReadable(HttpHandler next, Shared log) {
    return exchange -> {
      next.handleRequest(exchange);
      exchange.getIoThread().executeAfter(() -> log.readable = true, 300, MILLISECONDS);
    };
  }

  /** A log that several nodes share, of which this one reads nothing at first. */
  private static final class Shared extends ForwardingLog {
    private final InvalidationLog log = MemoryLog.create();
    private volatile boolean readable;

    @Override
    protected InvalidationLog log() {
      return log;
    }

    @Override
    public Batch read(Cursor after, int max, Duration wait) throws InterruptedException {
      if (readable) {
        return log.read(after, max, wait);
      }
      log.read(log.head(), max, Duration.ofMillis(Math.min(1, wait.toMillis())));
      return new Batch(List.of(), after, false, 0);
    }

    @Override
    public boolean isShared() {
      return true;
    }
  }
}
