// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.TagGroup;
import dev.tagtree.hub.TagHub;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The browser's files and the refusals. */
@Timeout(60)
class TagHandlerTest {
  /** The root of a tree whose browser module is a resource of the tests. */
  private static final class Served extends TagGroup {
    Served() {
      super("com.example.Served#1", "list");
    }
  }

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer(TagHub.create(new Served()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void healthIsForLoadBalancers() throws Exception {
    HttpResponse<String> live = send("GET", "/tags/health");
    assertEquals(200, live.statusCode());
    assertEquals("live\n", live.body());
    assertEquals("no-store", header(live, "Cache-Control"));
    TagHub hub = TagHub.create();
    try (TestServer closing = new TestServer(hub)) {
      hub.close();
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + closing.port() + "/tags/health"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(503, response.statusCode());
      assertEquals("closing\n", response.body());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "core.js,text/javascript",
    "tanstack.js,text/javascript",
    "core.d.ts,text/plain",
    "tanstack.d.ts,text/plain",
    "com.example.Served.js,text/javascript"
  })
  void modulesAreServedAsWhatTheyAre(String name, String type) throws Exception {
    HttpResponse<String> response = send("GET", "/tags/" + name);
    assertEquals(200, response.statusCode());
    assertEquals(type + "; charset=utf-8", header(response, "Content-Type"));
    assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    assertEquals("no-cache", header(response, "Cache-Control"));
    byte[] file =
        TagHandlerTest.class
            .getResourceAsStream(
                "/META-INF/tagtree/" + (name.startsWith("com.") ? "contracts/" : "") + name)
            .readAllBytes();
    assertEquals(new String(file, StandardCharsets.UTF_8), response.body());
  }

  @Test
  void aModuleThatDidNotChangeIsNotSentAgain() throws Exception {
    String etag = header(send("GET", "/tags/core.js"), "ETag");
    assertTrue(etag.matches("\"[0-9a-f]{24}\""), etag);
    HttpResponse<String> response = send("GET", "/tags/core.js", "If-None-Match", etag);
    assertEquals(304, response.statusCode());
    assertEquals(etag, header(response, "ETag"));
    assertEquals("", response.body());
    assertEquals(200, send("GET", "/tags/core.js", "If-None-Match", "\"other\"").statusCode());
  }

  @Test
  void headTellsOfAModuleWithoutSendingIt() throws Exception {
    HttpResponse<String> get = send("GET", "/tags/core.js");
    HttpResponse<String> head = send("HEAD", "/tags/core.js");
    assertEquals(200, head.statusCode());
    assertEquals(header(get, "ETag"), header(head, "ETag"));
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
    try (RawClient client = new RawClient(server.port())) {
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
    assertTrue(response.body().length() < 200, response.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret word",
        "secret..word",
        "secret(",
        "secret(a b)",
        "secret.%41",
        "secret(%2a)",
        "1secret",
        "*.secret",
        "secret.*.word",
        "<script>secret</script>",
        "secret(\uD83D\uDE00)"
      })
  void aTagThatIsNotCanonicalIsRefusedWithoutRepeatingIt(String tag) throws Exception {
    String encoded = URLEncoder.encode(tag, StandardCharsets.UTF_8);
    HttpResponse<String> response = send("GET", "/tags/events?tag=todos.list&tag=" + encoded);
    assertRefused(400, response);
    assertFalse(response.body().contains("secret"), response.body());
  }

  @Test
  void tooManyTagsAreRefused() throws Exception {
    assertRefused(400, send("GET", "/tags/events?" + "tag=a.x&".repeat(129)));
    try (RawClient most = new RawClient(server.port())) {
      most.send("GET /tags/events?" + "tag=a.x&".repeat(128) + " HTTP/1.1");
      most.await("event: hello");
    }
  }

  @Test
  void aQueryThatIsTooLongIsRefused() throws Exception {
    assertRefused(400, send("GET", "/tags/events?x=" + "y".repeat(16_384)));
  }

  @Test
  void namesThatNobodyDeclaredAreAllowed() throws Exception {
    try (RawClient client = RawClient.stream(server.port(), "?tag=later.added(1).x&other=1")) {
      client.await("event: hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void onlyGetAndHeadAreAllowed(String method) throws Exception {
    for (String path : List.of("/tags/events", "/tags/core.js")) {
      HttpResponse<String> response = send(method, path);
      assertRefused(405, response);
      assertEquals("GET, HEAD", header(response, "Allow"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/html, application/xml",
        "text/event-stream;q=0",
        "text/event-stream;charset=utf-8;q=0.0"
      })
  void aClientThatAcceptsNoEventStreamIsRefused(String accept) throws Exception {
    assertRefused(406, send("GET", "/tags/events", "Accept", accept));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/event-stream",
        "TEXT/Event-Stream; q=0.5",
        "text/*",
        "application/json, */*;q=0.1",
        " "
      })
  void aClientThatAcceptsEventStreamsIsServed(String accept) throws Exception {
    try (RawClient client = RawClient.stream(server.port(), "", "Accept: " + accept)) {
      client.await("event: hello");
    }
  }

  @Test
  void helloNamesTheTreeThatIsServed() throws Exception {
    try (RawClient client = RawClient.stream(server.port(), "")) {
      client.await("\"schema\":[\"com.example.Served#1\"]");
    }
    assertEquals(List.of(Tag.parse("*")), server.hub.trees());
  }
}
