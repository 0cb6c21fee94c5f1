// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import io.undertow.Handlers;
import io.undertow.server.HttpServerExchange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Playground over Undertow: whom its permissions are asked for, and how bodies are read. */
@Timeout(60)
class PlaygroundTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final TagHub hub = TagHub.create();
  private final List<Tag> told = new CopyOnWriteArrayList<>();
  private final TestServer server =
      new TestServer(
          hub,
          setUp -> setUp,
          off ->
              Handlers.path(off)
                  .addPrefixPath(
                      "/dev",
                      TagHandler.builder(hub)
                          .playground(by("reader"))
                          .playgroundInvalidates(by("writer"))
                          .build())
                  .addPrefixPath(
                      "/local", TagHandler.builder(hub).playground(TagHandler::isLocal).build()));

  PlaygroundTest() {
    hub.listen(Tag.root(), told::add);
  }

  private static Predicate<HttpServerExchange> by(String who) {
    return exchange -> exchange.getRequestHeaders().contains("X-" + who);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws Exception {
    HttpRequest all = headers.length > 0 ? request.headers(headers).build() : request.build();
    return HTTP.send(all, BodyHandlers.ofString());
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(at(path), headers);
  }

  private HttpResponse<String> post(String body, String... headers) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("X-writer", "1", "Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return send(
        at("/dev/playground/invalidate").POST(BodyPublishers.ofString(body)),
        all.toArray(String[]::new));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "'',text/html",
    "index.html,text/html",
    "playground.css,text/css",
    "playground.js,text/javascript",
    "explain.js,text/javascript",
    "icon.svg,image/svg+xml"
  })
  void pageIsServedWithAPolicyThatAllowsNothingFromElsewhere(String name, String type)
      throws Exception {
    HttpResponse<String> response = get("/dev/playground/" + name, "X-reader", "1");
    assertEquals(200, response.statusCode());
    assertEquals(type + "; charset=utf-8", header(response, "Content-Type"));
    assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    String policy = header(response, "Content-Security-Policy");
    assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
  }

  @Test
  void permissionsAreAskedWithTheExchange() throws Exception {
    for (String path : List.of("", "/", "/state", "/index.html")) {
      assertEquals(403, get("/dev/playground" + path).statusCode());
      assertEquals(403, get("/dev/playground" + path, "X-writer", "1").statusCode());
      assertEquals(404, get("/tags/playground" + path, "X-reader", "1").statusCode());
    }
    JsonNode state =
        new JsonMapper().readTree(get("/dev/playground/state", "X-reader", "1").body());
    assertFalse(state.get("mayInvalidate").asBoolean());
    HttpResponse<String> both = get("/dev/playground/state", "X-reader", "1", "X-writer", "1");
    assertTrue(new JsonMapper().readTree(both.body()).get("mayInvalidate").asBoolean());
    assertEquals("application/json", header(both, "Content-Type"));
    assertEquals("no-store", header(both, "Cache-Control"));
  }

  @Test
  void withoutTheSlashOneIsSentToThePage() throws Exception {
    HttpResponse<String> response = get("/dev/playground", "X-reader", "1");
    assertEquals(308, response.statusCode());
    assertEquals("playground/", header(response, "Location"));
  }

  @Test
  void stateCountsSubscriptionsByPathWithoutTheirValues() throws Exception {
    try (RawClient one = RawClient.stream(server.port(), "?tag=todos.byId(secret)&tag=todos.*");
        RawClient two = RawClient.stream(server.port(), "?tag=todos.byId(other)");
        RawClient all = RawClient.stream(server.port(), "")) {
      for (RawClient client : List.of(one, two, all)) {
        client.await("event: hello");
      }
      HttpResponse<String> response = get("/dev/playground/state", "X-reader", "1");
      JsonNode state = new JsonMapper().readTree(response.body());
      assertEquals(3, state.at("/connections").asInt());
      JsonNode counts = state.get("subscriptions");
      assertEquals("{\"\":1,\"todos\":1,\"todos.byId\":2}", counts.toString());
      assertFalse(response.body().contains("secret"), response.body());
    }
  }

  @Test
  void whoMayInvalidatesForReal() throws Exception {
    HttpResponse<String> response = post(" { \"tag\" : \"todos.byId(1)\" } ");
    assertEquals(200, response.statusCode(), response.body());
    TestServer.await(() -> told.contains(Tag.parse("todos.byId(1)")), "the invalidation");
    String own = "http://127.0.0.1:" + server.port();
    assertEquals(200, post("{\"tag\":\"list\"}", "Origin", own).statusCode());
    assertEquals(403, post("{\"tag\":\"no\"}", "Origin", "http://evil.example").statusCode());
    assertEquals(400, post("{}").statusCode());
    assertEquals(400, post("").statusCode());
  }

  @Test
  void afterABodyThatIsTooLargeTheConnectionEnds() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          "POST /dev/playground/invalidate HTTP/1.1",
          "X-writer: 1",
          "Content-Type: application/json",
          "Content-Length: 5000");
      client.sendRaw("a".repeat(5_000));
      String text = client.awaitEnd();
      assertTrue(text.startsWith("HTTP/1.1 413"), text);
      assertTrue(text.contains("\r\nConnection: close\r\n"), text);
      assertTrue(text.endsWith("The body is too large.\n"), text);
    }
  }

  @Test
  void afterABodyThatIsRefusedTheConnectionGoesOn() throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          "POST /dev/playground/invalidate HTTP/1.1",
          "X-writer: 1",
          "Content-Type: application/json",
          "Content-Length: 2");
      client.sendRaw("{}");
      client.await("canonical text");
      client.send("GET /tags/health HTTP/1.1");
      client.await("live");
    }
  }

  @Test
  void localMeansThisMachineUnderItsOwnName() throws Exception {
    assertEquals(200, get("/local/playground/").statusCode());
    for (String host : List.of("localhost", "localhost:80", "127.0.0.1", "[::1]:80", "LOCALHOST")) {
      assertEquals(200, statusFor("Host: " + host), host);
    }
    for (String host :
        List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil.example")) {
      assertEquals(403, statusFor("Host: " + host), host);
    }
    for (String header :
        List.of("X-Forwarded-For: 1.2.3.4", "Forwarded: for=1.2.3.4", "Via: 1.1 a")) {
      assertEquals(403, statusFor("Host: localhost", header), header);
    }
  }

  private int statusFor(String... headers) throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      List<String> lines = new ArrayList<>(List.of(headers));
      lines.add("Connection: close");
      client.send("GET /local/playground/ HTTP/1.1", lines.toArray(String[]::new));
      return Integer.parseInt(client.awaitEnd().split(" ")[1]);
    }
  }
}
