// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.TagGroup;
import dev.tagtree.hub.TagHub;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The suite of every door, over its sockets, whatever the server: the bytes, and what clients do.
 */
@Timeout(60)
abstract class DoorSuite {
  /** The root of a tree whose browser module is a resource of the tests. */
  private static final class Served extends TagGroup {
    Served() {
      super("com.example.Served#1", "list");
    }
  }

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private final TagHub hub = TagHub.create(new Served());
  private Door door;

  /** {@return a door that is open, on a port that is free} */
  abstract Door open(TagHub hub);

  @BeforeEach
  void open() {
    door = open(hub);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private RawClient stream(String query, String... headers) throws Exception {
    return RawClient.stream(door.port(), query, headers);
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/tags" + path))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private void invalidate(String tag) {
    hub.invalidate(Tag.parse(tag));
  }

  private void awaitConnections(int expected) {
    TestServer.await(() -> hub.stats().connections() == expected, expected + " connections");
  }

  // Answers.

  @ParameterizedTest
  @ValueSource(strings = {"core.js", "core.d.ts", "com.example.Served.js"})
  void aModuleIsSentAsItIs(String name) throws Exception {
    String folder = "/META-INF/tagtree/" + (name.startsWith("com.") ? "contracts/" : "");
    byte[] file;
    try (InputStream in = DoorSuite.class.getResourceAsStream(folder + name)) {
      file = in.readAllBytes();
    }
    URI uri = URI.create("http://127.0.0.1:" + door.port() + "/tags/" + name);
    HttpResponse<byte[]> response =
        HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
    assertEquals(200, response.statusCode());
    assertArrayEquals(file, response.body());
    assertEquals("" + file.length, header(response, "Content-Length"));
    assertEquals("no-cache", header(response, "Cache-Control"));
    assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    String type = name.endsWith(".js") ? "text/javascript" : "text/plain";
    assertEquals(type + "; charset=utf-8", header(response, "Content-Type"));
  }

  @Test
  void aModuleThatDidNotChangeIsNotSentAgain() throws Exception {
    String etag = header(send("GET", "/core.js"), "ETag");
    assertTrue(etag.matches("\"[0-9a-f]{24}\""), etag);
    HttpResponse<String> response = send("GET", "/core.js", "If-None-Match", etag);
    assertEquals(304, response.statusCode());
    assertEquals(etag, header(response, "ETag"));
    assertEquals("", response.body());
    assertEquals(200, send("GET", "/core.js", "If-None-Match", "\"other\"").statusCode());
  }

  @Test
  void headTellsOfAModuleWithoutSendingIt() throws Exception {
    HttpResponse<String> get = send("GET", "/core.js");
    HttpResponse<String> head = send("HEAD", "/core.js");
    assertEquals(200, head.statusCode());
    assertEquals(header(get, "ETag"), header(head, "ETag"));
    assertEquals(header(get, "Content-Length"), header(head, "Content-Length"));
    assertEquals("", head.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/core",
        "//core.js",
        "/core.js/",
        "/./core.js",
        "/README.md",
        "/package.json",
        "/x/../core.js",
        "/%2e%2e/tagtree/core.js",
        "/..%2fcore.js",
        "/CORE.js",
        "/events/",
        "/com.example.Other.js",
        "/core.js%00"
      })
  void nothingElseCanBeReached(String path) throws Exception {
    try (RawClient client = new RawClient(door.port())) {
      client.send("GET /tags" + path + " HTTP/1.1", "Connection: close");
      String text = client.awaitEnd();
      assertTrue(text.startsWith("HTTP/1.1 404") || text.startsWith("HTTP/1.1 400"), text);
    }
  }

  private static void assertRefused(int status, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals("text/plain; charset=utf-8", header(response, "Content-Type"));
    assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    assertEquals("no-store", header(response, "Cache-Control"));
    assertTrue(response.body().matches("[A-Z][^\n]+\\.\n"), response.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/events", "/poll"})
  void whatIsRefusedIsRefusedInOneSentence(String path) throws Exception {
    assertRefused(400, send("GET", path + "?tag=todos.list&tag=no(%252a)"));
    assertRefused(400, send("GET", path + "?" + "tag=a.x&".repeat(129)));
    assertRefused(400, send("GET", path + "?x=" + "y".repeat(16_384)));
    assertRefused(406, send("GET", path, "Accept", "image/png"));
    assertRefused(405, send("POST", path));
    assertEquals("GET, HEAD", header(send("DELETE", path), "Allow"));
  }

  @Test
  void healthIsForLoadBalancers() throws Exception {
    assertEquals("live\n", send("GET", "/health").body());
    hub.close();
    HttpResponse<String> closing = send("GET", "/health");
    assertEquals(503, closing.statusCode());
    assertEquals("closing\n", closing.body());
  }

  @Test
  void aPollIsOneJsonObjectThatNobodyKeeps() throws Exception {
    String cursor = hub.cursor().toString();
    invalidate("todos.byId(1)");
    TestServer.await(() -> !hub.cursor().toString().equals(cursor), "the invalidation");
    HttpResponse<String> response = send("GET", "/poll?tag=todos.*&cursor=" + cursor);
    assertEquals("application/json", header(response, "Content-Type"));
    assertEquals("no-store", header(response, "Cache-Control"));
    assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    assertEquals("" + response.body().length(), header(response, "Content-Length"));
    String id = hub.cursor().toString();
    String expected =
        "\\{\"v\":1,\"verdict\":\"replayed\",\"heartbeat\":15000,\"margin\":1000,"
            + "\"client\":\"[0-9a-z]+\",\"schema\":\\[\"com.example.Served#1\"],\"id\":\"ID\","
            + "\"events\":\\[\\{\"type\":\"invalidate\",\"id\":\"ID\","
            + "\"tags\":\\[\"todos.byId\\(1\\)\"],"
            + "\"from\":\"todos.byId\\(1\\)\",\"spread\":0}],\"current\":true,\"after\":\\d{4}}";
    assertTrue(response.body().matches(expected.replace("ID", id)), response.body());
  }

  @Test
  void headOfAPollAsksTheHubNothing() throws Exception {
    HttpResponse<String> head = send("HEAD", "/poll");
    assertEquals(200, head.statusCode());
    assertEquals("application/json", header(head, "Content-Type"));
    assertEquals(0, hub.stats().polls());
  }

  // Streams.

  @Test
  void aStreamIsIdentityBytesUntilTheConnectionEnds() throws Exception {
    try (RawClient client = stream("?tag=todos.*")) {
      client.await("event: hello");
      invalidate("notes.list");
      invalidate("todos.byId(1)");
      String text = client.await("\"from\":\"todos.byId(1)\",\"spread\":0}\n\n");
      String head = text.substring(0, text.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
      assertTrue(head.startsWith("http/1.1 200"), head);
      assertTrue(head.contains("content-type: text/event-stream"), head);
      assertTrue(head.contains("cache-control: no-store, no-transform"), head);
      assertTrue(head.contains("x-accel-buffering: no"), head);
      assertTrue(head.contains("connection: close"), head);
      assertFalse(head.contains("transfer-encoding"), head);
      assertFalse(head.contains("content-encoding"), head);
      assertTrue(text.contains("\r\n\r\nretry: "), text);
      assertFalse(text.contains("notes"), text);
    }
  }

  @Test
  void helloNamesTheTreeThatIsServed() throws Exception {
    try (RawClient client = stream("")) {
      client.await("\"schema\":[\"com.example.Served#1\"]");
    }
    assertEquals(List.of(Tag.root()), hub.trees());
  }

  @Test
  void anOldClientGetsTheSameStream() throws Exception {
    try (RawClient client = new RawClient(door.port())) {
      client.send("GET /tags/events HTTP/1.0", "Connection: close");
      client.await("event: hello");
      invalidate("a.x");
      String text = client.await("\"from\":\"a.x\"");
      assertFalse(text.toLowerCase(Locale.ROOT).contains("transfer-encoding"), text);
    }
  }

  @Test
  void headGetsTheHeadersAndNoStream() throws Exception {
    try (RawClient client = new RawClient(door.port())) {
      client.send("HEAD /tags/events HTTP/1.1", "Connection: close");
      String text = client.awaitEnd();
      assertTrue(text.startsWith("HTTP/1.1 200"), text);
      assertTrue(text.contains("text/event-stream"), text);
      assertTrue(text.endsWith("\r\n\r\n"), text);
      awaitConnections(0);
    }
  }

  @Test
  void aFilterOf128TagsIsServed() throws Exception {
    try (RawClient most = stream("?" + "tag=a.x&".repeat(128))) {
      most.await("event: hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "TEXT/Event-Stream; q=0.5", "text/*", " "})
  void whoAcceptsEventStreamsIsServed(String accept) throws Exception {
    try (RawClient client = stream("", "Accept: " + accept)) {
      client.await("event: hello");
    }
  }

  @Test
  void severalHeadersOfOneNameAreOneList() throws Exception {
    try (RawClient client = stream("", "Accept: image/png", "Accept: text/*")) {
      client.await("event: hello");
    }
  }

  @Test
  void theHeaderWinsOverTheCursorAndTheCursorOverTheAge() throws Exception {
    String cursor = hub.cursor().toString();
    String junk = "Last-Event-ID: junk";
    assertTrue(hello("?age=0").contains("\"resync\""));
    assertTrue(hello("?cursor=" + cursor).contains("\"live\""));
    assertTrue(hello("?age=0&cursor=" + cursor).contains("\"live\""));
    assertTrue(hello("?cursor=" + cursor, junk).contains("\"resync\""));
    assertTrue(hello("?cursor=junk", "Last-Event-ID: " + cursor).contains("\"live\""));
    assertTrue(hello("?cursor=" + cursor, "Last-Event-ID: ").contains("\"live\""));
    assertTrue(hello("").contains("\"new\""));
    for (String age : List.of("", "-1", "1.5", "x", "1e3", "9999999999999", "%D9%A1")) {
      assertTrue(hello("?age=" + age).contains("\"resync\""), age);
    }
  }

  private String hello(String query, String... headers) throws Exception {
    try (RawClient client = stream(query, headers)) {
      return client.await("\"schema\":[\"com.example.Served#1\"]}\n\n");
    }
  }

  @Test
  void aClientThatClosesIsForgottenWithoutAnySend() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      RawClient client = stream("");
      client.await("event: hello");
      clients.add(client);
    }
    awaitConnections(10);
    for (int i = 0; i < 10; i += 2) {
      clients.get(i).close();
      clients.get(i + 1).reset();
    }
    awaitConnections(0);
  }

  @Test
  void whatAClientSendsDuringItsStreamIsThrownAway() throws Exception {
    try (RawClient client = stream("")) {
      client.await("event: hello");
      for (int i = 0; i < 50; i++) {
        client.send("GET /tags/events HTTP/1.1", "X-Filler: " + "x".repeat(500));
      }
      invalidate("a.x");
      client.await("\"from\":\"a.x\"");
      assertEquals(1, hub.stats().connections());
    }
  }

  @Test
  void aClosedHubAnswersWithAGoodbyeAndNoError() throws Exception {
    hub.close();
    try (RawClient client = stream("")) {
      String text = client.awaitEnd();
      assertTrue(text.startsWith("HTTP/1.1 200"), text);
      assertTrue(text.matches("(?s).*retry: (\\d+)\n\nevent: bye\ndata: .*:\\1}\n\n"), text);
    }
  }
}
