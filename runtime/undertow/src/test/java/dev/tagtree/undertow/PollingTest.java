// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Polls over real sockets: the answer's form, and the refusals. */
@Timeout(60)
class PollingTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer(TagHub.create());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static HttpRequest.Builder request(int port, String query) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/tags/poll" + query));
  }

  private HttpResponse<String> poll(String query, String... headers) throws Exception {
    HttpRequest.Builder request = request(server.port(), query);
    return HTTP.send(
        headers.length == 0 ? request.build() : request.headers(headers).build(),
        BodyHandlers.ofString());
  }

  private JsonNode answer(String query, String... headers) throws Exception {
    HttpResponse<String> response = poll(query, headers);
    assertEquals(200, response.statusCode(), response.body());
    return JSON.readTree(response.body());
  }

  private void invalidate(String tag) throws Exception {
    String before = server.hub.cursor().toString();
    server.invalidate(tag);
    while (server.hub.cursor().toString().equals(before)) {
      Thread.onSpinWait();
    }
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void anAnswerIsOneJsonObjectThatNobodyKeeps() throws Exception {
    String cursor = server.hub.cursor().toString();
    invalidate("todos.byId(1)");
    HttpResponse<String> response = poll("?tag=todos.*&cursor=" + cursor);
    assertEquals("application/json", header(response, "Content-Type"));
    assertEquals("no-store", header(response, "Cache-Control"));
    assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    assertEquals("" + response.body().length(), header(response, "Content-Length"));
    String id = server.hub.cursor().toString();
    String expected =
        "\\{\"v\":1,\"verdict\":\"replayed\",\"heartbeat\":15000,\"margin\":1000,"
            + "\"client\":\"[0-9a-z]+\",\"schema\":\\[],\"id\":\"ID\",\"events\":\\["
            + "\\{\"type\":\"invalidate\",\"id\":\"ID\",\"tags\":\\[\"todos.byId\\(1\\)\"],"
            + "\"from\":\"todos.byId\\(1\\)\",\"spread\":0}],\"current\":true,\"after\":\\d{4}}";
    assertTrue(response.body().matches(expected.replace("ID", id)), response.body());
  }

  @Test
  void theFilterTheHeaderTheCursorAndTheAgeAreThoseOfTheStream() throws Exception {
    String cursor = server.hub.cursor().toString();
    invalidate("todos.byId(1)");
    assertEquals("live", answer("?tag=notes.*&cursor=" + cursor).get("verdict").asString());
    assertEquals("replayed", answer("?cursor=" + cursor).get("verdict").asString());
    assertEquals("new", answer("").get("verdict").asString());
    assertEquals("resync", answer("?age=3600000").get("verdict").asString());
    assertEquals(
        "replayed",
        answer("?cursor=junk", "Last-Event-ID", cursor).get("verdict").asString(),
        "the header wins");
    JsonNode junk = answer("?cursor=junk");
    assertEquals("resync", junk.get("verdict").asString());
    assertEquals("resync", junk.get("events").get(0).get("type").asString());
    assertEquals("gap", junk.get("events").get(0).get("reason").asString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?tag=secret..word", "?tag=", "?tag=a.x&tag=secret(%252a)"})
  void whatTheStreamRefusesIsRefused(String query) throws Exception {
    HttpResponse<String> refused = poll(query);
    assertEquals(400, refused.statusCode());
    assertTrue(refused.body().startsWith("Parameter 'tag' is "), refused.body());
    assertTrue(!refused.body().contains("secret"), refused.body());
    assertEquals("no-store", header(refused, "Cache-Control"));
    assertEquals(400, poll("?" + "tag=a.x&".repeat(129)).statusCode());
    assertEquals(400, poll("?x=" + "y".repeat(16_384)).statusCode());
  }

  @Test
  void onlyWhoAcceptsJsonAndOnlyGetAndHeadAreServed() throws Exception {
    assertEquals(406, poll("", "Accept", "text/event-stream").statusCode());
    assertEquals(200, poll("", "Accept", "application/*;q=0.3").statusCode());
    assertEquals(200, poll("", "Accept", "*/*").statusCode());
    HttpRequest post = request(server.port(), "").POST(HttpRequest.BodyPublishers.noBody()).build();
    assertEquals(405, HTTP.send(post, BodyHandlers.ofString()).statusCode());
    HttpRequest head =
        request(server.port(), "").method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<String> response = HTTP.send(head, BodyHandlers.ofString());
    assertEquals(200, response.statusCode());
    assertEquals("application/json", header(response, "Content-Type"));
    assertEquals(0, server.hub.stats().polls() - 2);
  }

  @Test
  void noConnectionIsKept() throws Exception {
    for (int i = 0; i < 20; i++) {
      answer("?age=100");
    }
    assertEquals(20, server.hub.stats().polls());
    assertEquals(0, server.hub.stats().connections());
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
  void aServerOfItsOwnAnswersToo() throws Exception {
    try (TagServer alone = TagServer.start(TagHub.create(), 0)) {
      HttpResponse<String> response =
          HTTP.send(request(alone.port(), "").build(), BodyHandlers.ofString());
      assertEquals("new", JSON.readTree(response.body()).get("verdict").asString());
    }
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

  @Test
  void aClosedHubSendsClientsAwayForLong() throws Exception {
    server.hub.close();
    JsonNode answer = answer("?cursor=e-1");
    assertTrue(answer.get("after").asLong() >= 3_750, answer.toString());
    assertTrue(!answer.has("verdict") && !answer.has("events"), answer.toString());
  }
}
