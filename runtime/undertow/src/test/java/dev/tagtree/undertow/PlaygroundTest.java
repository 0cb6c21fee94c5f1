// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.TagGroup;
import dev.tagtree.TagLeaf;
import dev.tagtree.hub.TagHub;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may see the Playground, who may invalidate with it, and what both are told. */
@Timeout(60)
class PlaygroundTest {
  /** The root of a tree whose schema is a resource of the tests. */
  private static final class Served extends TagGroup {
    Served() {
      super("com.example.Served#1", "list");
    }
  }

  /** The root of a tree whose schema is nowhere. */
  private static final class Unknown extends TagGroup {
    Unknown() {
      super("com.example.Unknown#1", "list");
    }
  }

  /** As generated of a tree with names of its own: {@code @Name("jobs") interface Todos}. */
  static final class NamedTags {
    static final TagGroup ALL = new TagGroup("com.example.Named#1", "jobs.all jobs.one(*)") {};

    static Todos todos() {
      return new Todos();
    }

    static Tag other() {
      return ALL;
    }

    static final class Todos extends TagGroup {
      public static final String PATH = "jobs";

      Todos() {
        super(ALL, "all one(*)", "jobs");
      }

      public All list() {
        return new All();
      }

      public One one() {
        return new One();
      }

      static final class All extends TagLeaf {
        public static final String PATH = "jobs.all";

        All() {
          super(PATH);
        }
      }

      static final class One extends TagLeaf {
        public static final String PATH = "jobs.one";

        One() {
          super(PATH);
        }
      }
    }
  }

  @Test
  void namesOfJavaAreKnownWhereTheWireHasOthers() {
    assertEquals(Map.of("jobs", "todos", "jobs.all", "list"), JavaNames.of(NamedTags.ALL));
    assertEquals(Map.of(), JavaNames.of(Tag.parse("*")), "of no generated tree");
  }

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final List<String> READS =
      List.of("", "/", "/state", "/index.html", "/playground.js", "/nothing");

  private static final List<Tag> told = new CopyOnWriteArrayList<>();
  private static TestServer server;

  @BeforeAll
  static void start() {
    TagHub hub = TagHub.create(new Served(), new Unknown());
    Predicate<HttpServerExchange> reader = by("reader");
    UnaryOperator<TagHandler.Builder> guarded =
        builder -> builder.playground(reader).playgroundInvalidates(by("writer"));
    server =
        new TestServer(
            hub,
            setUp -> setUp,
            off ->
                Handlers.path(off)
                    .addPrefixPath("/dev", guarded.apply(TagHandler.builder(hub)).build())
                    .addPrefixPath("/read", TagHandler.builder(hub).playground(reader).build())
                    .addPrefixPath(
                        "/local", TagHandler.builder(hub).playground(TagHandler::isLocal).build()));
    hub.listen(Tag.parse("*"), told::add);
  }

  private static Predicate<HttpServerExchange> by(String who) {
    return exchange -> exchange.getRequestHeaders().contains("X-" + who);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    told.clear();
  }

  private static HttpResponse<String> send(String method, String path, String body, String... more)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (more.length > 0) {
      request.headers(more);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, "", headers);
  }

  private static HttpResponse<String> post(String body, String... headers) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("X-writer", "1", "Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return send("POST", "/dev/playground/invalidate", body, all.toArray(String[]::new));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static void assertRefused(int status, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals("no-store", header(response, "Cache-Control"));
    assertTrue(response.body().matches("[A-Z][^\n]+\\.\n"), response.body());
  }

  private static JsonNode state(String... headers) throws Exception {
    HttpResponse<String> response = get("/dev/playground/state", headers);
    assertEquals(200, response.statusCode(), response.body());
    assertEquals("application/json", header(response, "Content-Type"));
    assertEquals("no-store", header(response, "Cache-Control"));
    assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    return new JsonMapper().readTree(response.body());
  }

  @Test
  void isNotThereUnlessItIsTurnedOn() throws Exception {
    for (String path : READS) {
      assertRefused(404, get("/tags/playground" + path, "X-reader", "1"));
    }
    assertRefused(405, send("POST", "/tags/playground/invalidate", "{\"tag\":\"list\"}"));
  }

  @Test
  void nothingOfItIsReadWithoutPermission() throws Exception {
    for (String path : READS) {
      assertRefused(403, get("/dev/playground" + path));
      assertRefused(403, get("/dev/playground" + path, "X-writer", "1"));
      assertEquals(403, send("HEAD", "/dev/playground" + path, "").statusCode());
    }
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
  void everyFileThatThePageNeedsIsThere() throws Exception {
    for (String name :
        List.of(
            "view.js",
            "dom.js",
            "field.js",
            "keys.js",
            "schema.js",
            "faults.js",
            "tabs.js",
            "sandbox.js",
            "explain.js",
            "playground.js")) {
      assertEquals(200, get("/dev/playground/" + name, "X-reader", "1").statusCode(), name);
    }
    assertEquals(200, get("/dev/core.js").statusCode());
    assertEquals(200, get("/dev/debug.js").statusCode(), "pages load it when they are asked");
    assertRefused(404, get("/dev/playground/../core.js2", "X-reader", "1"));
    assertRefused(404, get("/dev/playground/README.md", "X-reader", "1"));
  }

  @Test
  void withoutTheSlashOneIsSentToThePage() throws Exception {
    HttpResponse<String> response = get("/dev/playground", "X-reader", "1");
    assertEquals(308, response.statusCode());
    assertEquals("playground/", header(response, "Location"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void stateIsOnlyRead(String method) throws Exception {
    HttpResponse<String> response = send(method, "/dev/playground/state", "", "X-reader", "1");
    assertRefused(405, response);
    assertEquals("GET, HEAD", header(response, "Allow"));
  }

  @Test
  void stateTellsTreesLabelsAndWhatOneMay() throws Exception {
    server.hub.invalidate(Tag.parse("list"), Tag.parse("byId(a%22b)"));
    JsonNode state = state("X-reader", "1");
    assertEquals("com.example.Served", state.at("/trees/0/name").asString());
    assertTrue(state.at("/trees/1").isNull(), "nobody knows that schema");
    assertFalse(state.at("/mayInvalidate").asBoolean());
    JsonNode label = state.at("/labels").get(state.at("/labels").size() - 1);
    assertEquals("list", label.at("/tags/0").asString());
    assertEquals("byId(a%22b)", label.at("/tags/1").asString());
    assertTrue(
        label.at("/site").asString().matches("PlaygroundTest\\.stateTellsTrees\\w+:\\d+"),
        label.toString());
    assertTrue(label.at("/id").asString().matches("\\w+-\\d+"), label.toString());
    assertTrue(state("X-reader", "1", "X-writer", "1").at("/mayInvalidate").asBoolean());
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
  void stateTellsWhatNobodyWantsAndWhatNobodyKnowsByPath() throws Exception {
    TagHub hub = TagHub.create(new Served());
    HttpHandler dev = TagHandler.builder(hub).playground(exchange -> true).build();
    try (TestServer other =
            new TestServer(
                hub, setUp -> setUp, off -> Handlers.path(off).addPrefixPath("/dev", dev));
        RawClient client = RawClient.stream(other.port(), "?tag=lost(secret)")) {
      client.await("event: hello");
      hub.invalidate(Tag.parse("list"));
      TestServer.await(() -> !hub.insight().deadTags().unwanted().isEmpty(), "the count");
      URI state = URI.create("http://127.0.0.1:" + other.port() + "/dev/playground/state");
      String body =
          HTTP.send(HttpRequest.newBuilder(state).build(), BodyHandlers.ofString()).body();
      JsonNode json = new JsonMapper().readTree(body);
      assertEquals("{\"list\":1}", json.get("unwanted").toString());
      assertEquals("{\"lost\":1}", json.get("unknown").toString());
      assertFalse(body.contains("secret"), body);
    }
  }

  @Test
  void whoMayInvalidatesForReal() throws Exception {
    HttpResponse<String> response = post(" { \"tag\" : \"todos.byId(1)\" } ");
    assertEquals(200, response.statusCode(), response.body());
    TestServer.await(() -> told.contains(Tag.parse("todos.byId(1)")), "the invalidation");
    String id = new JsonMapper().readTree(response.body()).get("id").asString();
    JsonNode labels = state("X-reader", "1").get("labels");
    JsonNode label = labels.get(labels.size() - 1);
    assertEquals(id, label.get("id").asString());
    assertTrue(label.get("site").asString().startsWith("Playground.invalidate"), label.toString());
  }

  @Test
  void nobodyInvalidatesWhoMayOnlyRead() throws Exception {
    String body = "{\"tag\":\"list\"}";
    String json = "application/json";
    assertRefused(
        403,
        send("POST", "/dev/playground/invalidate", body, "X-reader", "1", "Content-Type", json));
    assertRefused(
        403,
        send(
            "POST",
            "/read/playground/invalidate",
            body,
            "X-reader",
            "1",
            "X-writer",
            "1",
            "Content-Type",
            json));
    assertNothingWasTold();
  }

  @Test
  void noOtherSiteInvalidatesWhoeverItsVisitorIs() throws Exception {
    String body = "{\"tag\":\"list\"}";
    for (String site : List.of("cross-site", "same-site", "none", "")) {
      assertRefused(403, post(body, "Sec-Fetch-Site", site));
    }
    for (String origin :
        List.of("http://evil.example", "null", "http://127.0.0.1:1", "http://", "::")) {
      assertRefused(403, post(body, "Origin", origin));
    }
    // What a form of another site can send is no JSON.
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "")) {
      assertRefused(
          415,
          send("POST", "/dev/playground/invalidate", body, "X-writer", "1", "Content-Type", type));
    }
    assertNothingWasTold();
    String own = "http://127.0.0.1:" + server.port();
    assertEquals(200, post(body, "Origin", own).statusCode());
    assertEquals(200, post(body, "Origin", own, "Sec-Fetch-Site", "same-origin").statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"tag\":null}",
        "{\"tag\":\"\"}",
        "{\"tag\":\"secret..list\"}",
        "{\"tag\":\"secret(%41)\"}",
        "{\"tag\":\"secret\\u002elist\"}",
        "{\"tag\":\"list\",\"secret\":1}",
        "[\"secret\"]",
        "secret",
        "\uD83D\uDE00"
      })
  void badBodiesAreRefusedWithoutRepeatingThem(String body) throws Exception {
    HttpResponse<String> response = post(body);
    assertRefused(400, response);
    assertFalse(response.body().contains("secret"), response.body());
    assertNothingWasTold();
  }

  @Test
  void emptyAndHugeBodiesAreRefused() throws Exception {
    assertRefused(400, post(""));
    assertRefused(400, post("{\"tag\":\"" + "a".repeat(1_025) + "\"}"));
    assertRefused(413, post("{\"tag\":\"" + "a".repeat(Playground.MAX_BODY_BYTES) + "\"}"));
    assertNothingWasTold();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "OPTIONS"})
  void invalidatingIsAPost(String method) throws Exception {
    HttpResponse<String> response = send(method, "/dev/playground/invalidate", "", "X-writer", "1");
    assertRefused(405, response);
    assertEquals("POST", header(response, "Allow"));
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

  private static int statusFor(String... headers) throws Exception {
    try (RawClient client = new RawClient(server.port())) {
      List<String> lines = new ArrayList<>(List.of(headers));
      lines.add("Connection: close");
      client.send("GET /local/playground/ HTTP/1.1", lines.toArray(String[]::new));
      return Integer.parseInt(client.awaitEnd().split(" ")[1]);
    }
  }

  private static void assertNothingWasTold() throws Exception {
    // Whatever was appended before this is told before it.
    server.hub.invalidate(Tag.parse("marker"));
    TestServer.await(() -> told.contains(Tag.parse("marker")), "the marker");
    assertEquals(List.of(Tag.parse("marker")), List.copyOf(told));
  }
}
