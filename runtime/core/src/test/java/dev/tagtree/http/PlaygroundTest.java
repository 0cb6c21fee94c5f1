// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import static dev.tagtree.http.Requests.assertRefused;
import static dev.tagtree.http.Requests.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.TagGroup;
import dev.tagtree.hub.TagHub;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Playground: who may see it, who may invalidate with it, and what both are told. */
class PlaygroundTest {
  /** The root of a tree whose schema is nowhere. */
  private static final class Unknown extends TagGroup {
    Unknown() {
      super("com.example.Unknown#1", "list");
    }
  }

  private static final List<String> READS =
      List.of("", "/", "/state", "/index.html", "/playground.js", "/nothing");
  private static final Set<String> NOBODY = Set.of();
  private static final Set<String> READER = Set.of("reader");
  private static final Set<String> WRITER = Set.of("writer");

  private final TagHub hub = TagHub.create(new Served(), new Unknown());
  private final List<Tag> told = new CopyOnWriteArrayList<>();
  private final TagEndpoint<Set<String>> readable =
      TagEndpoint.<Set<String>>builder(hub).playground(who -> who.contains("reader")).build();
  private final TagEndpoint<Set<String>> endpoint =
      TagEndpoint.<Set<String>>builder(hub)
          .playground(who -> who.contains("reader"))
          .playgroundInvalidates(who -> who.contains("writer"))
          .build();

  PlaygroundTest() {
    hub.listen(Tag.parse("*"), told::add);
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private Answer send(Set<String> who, String method, String path, String... headers) {
    return Requests.answer(endpoint.reply(Requests.of(method, "/playground" + path, headers), who));
  }

  private Answer get(Set<String> who, String path) {
    return send(who, "GET", path);
  }

  private Answer post(Set<String> who, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(Arrays.asList(headers));
    Request request = Requests.of("POST", "/playground/invalidate", all.toArray(String[]::new));
    return Requests.answer(endpoint.reply(request, who), body);
  }

  private Answer post(String body, String... headers) {
    return post(WRITER, body, headers);
  }

  private JsonNode state(Set<String> who) {
    Answer answer = get(who, "/state");
    assertEquals(200, answer.status(), text(answer));
    assertEquals("application/json", answer.headers().get("Content-Type"));
    assertEquals("no-store", answer.headers().get("Cache-Control"));
    assertEquals("nosniff", answer.headers().get("X-Content-Type-Options"));
    return new JsonMapper().readTree(answer.body());
  }

  private static void await(BooleanSupplier condition, String what) throws Exception {
    for (int i = 0; !condition.getAsBoolean(); i++) {
      assertTrue(i < 5_000, "never: " + what);
      Thread.sleep(2);
    }
  }

  private void assertNothingWasTold() throws Exception {
    // Whatever was appended before this is told before it.
    hub.invalidate(Tag.parse("marker"));
    await(() -> told.contains(Tag.parse("marker")), "the marker");
    assertEquals(List.of(Tag.parse("marker")), List.copyOf(told));
  }

  @Test
  void isNotThereUnlessItIsTurnedOn() {
    TagEndpoint<Set<String>> off = TagEndpoint.<Set<String>>builder(hub).build();
    for (String path : READS) {
      assertRefused(404, (Answer) off.reply(Requests.get("/playground" + path), READER));
    }
    Request post = Requests.of("POST", "/playground/invalidate");
    assertRefused(405, (Answer) off.reply(post, WRITER));
  }

  @Test
  void nothingOfItIsReadWithoutPermission() {
    for (String path : READS) {
      assertRefused(403, get(NOBODY, path));
      assertRefused(403, get(WRITER, path));
      assertRefused(403, send(NOBODY, "HEAD", path));
    }
  }

  @Test
  void everyAnswerHasAPolicyThatAllowsNothingFromElsewhere() {
    List<Answer> answers = new ArrayList<>();
    for (String path : READS) {
      answers.add(get(READER, path));
      answers.add(get(NOBODY, path));
      answers.add(send(READER, "PUT", path));
    }
    for (String body : List.of("{\"tag\":\"list\"}", "{}", "x".repeat(3_000))) {
      answers.add(post(body));
      answers.add(post(NOBODY, body));
    }
    Reply.Upload upload =
        (Reply.Upload)
            endpoint.reply(
                Requests.of("POST", "/playground/invalidate", "Content-Type", "application/json"),
                WRITER);
    answers.add(upload.incomplete());
    for (Answer answer : answers) {
      String policy = answer.headers().get("Content-Security-Policy");
      assertNotNull(policy, text(answer));
      assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
      assertTrue(policy.contains("frame-ancestors 'none'"), policy);
      assertFalse(policy.contains("unsafe"), policy);
      assertEquals("no-referrer", answer.headers().get("Referrer-Policy"));
      assertEquals("same-origin", answer.headers().get("Cross-Origin-Resource-Policy"));
    }
  }

  @Test
  void thePageIsAtTheFoldersRoot() {
    assertEquals(text(get(READER, "/index.html")), text(get(READER, "/")));
    assertEquals("text/html; charset=utf-8", get(READER, "/").headers().get("Content-Type"));
    assertRefused(404, get(READER, "/README.md"));
    assertRefused(404, get(READER, "/../core.js"));
  }

  @Test
  void theClientIsServedBesideIt() {
    for (String path : List.of("/core.js", "/debug.js")) {
      Answer answer = (Answer) endpoint.reply(Requests.get(path), NOBODY);
      assertEquals(200, answer.status(), "pages load it when they are asked");
    }
  }

  @Test
  void withoutTheSlashOneIsSentToThePage() {
    Answer moved = get(READER, "");
    assertEquals(308, moved.status());
    assertEquals("playground/", moved.headers().get("Location"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void stateIsOnlyRead(String method) {
    Answer refused = send(READER, method, "/state");
    assertRefused(405, refused);
    assertEquals("GET, HEAD", refused.headers().get("Allow"));
  }

  @Test
  void stateIsReadWhereItMayBlock() {
    Reply reply = endpoint.reply(Requests.get("/playground/state"), READER);
    assertInstanceOf(Reply.Later.class, reply);
  }

  @Test
  void stateTellsTreesLabelsAndWhatOneMay() {
    hub.invalidate(Tag.parse("list"), Tag.parse("byId(a%22b)"));
    JsonNode state = state(READER);
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
    assertTrue(label.at("/at").isNumber(), label.toString());
    assertEquals("{}", state.get("java").toString());
    assertEquals(0, state.get("connections").asInt());
    assertTrue(state(Set.of("reader", "writer")).at("/mayInvalidate").asBoolean());
  }

  @Test
  void stateTellsWhatNobodyWantsAndWhatNobodyKnowsByPath() throws Exception {
    try (TagHub other = TagHub.create(new Served())) {
      TagEndpoint<Set<String>> open =
          TagEndpoint.<Set<String>>builder(other).playground(who -> true).build();
      Requests.answer(open.reply(Requests.get("/poll?tag=lost(secret)"), NOBODY));
      other.invalidate(Tag.parse("list"));
      await(() -> !other.insight().deadTags().unwanted().isEmpty(), "the count");
      Answer answer = Requests.answer(open.reply(Requests.get("/playground/state"), NOBODY));
      JsonNode state = new JsonMapper().readTree(answer.body());
      assertEquals("{\"list\":1}", state.get("unwanted").toString());
      assertEquals("{\"lost\":1}", state.get("unknown").toString());
      assertFalse(text(answer).contains("secret"), text(answer));
    }
  }

  @Test
  void whoMayInvalidatesForReal() throws Exception {
    Answer answer = post(" { \"tag\" : \"todos.byId(1)\" } ");
    assertEquals(200, answer.status(), text(answer));
    assertEquals("application/json", answer.headers().get("Content-Type"));
    await(() -> told.contains(Tag.parse("todos.byId(1)")), "the invalidation");
    String id = new JsonMapper().readTree(answer.body()).get("id").asString();
    JsonNode labels = state(READER).get("labels");
    JsonNode label = labels.get(labels.size() - 1);
    assertEquals(id, label.get("id").asString());
    assertTrue(label.get("site").asString().startsWith("Playground.invalidate"), label.toString());
  }

  @Test
  void nobodyInvalidatesWhoMayOnlyRead() throws Exception {
    String body = "{\"tag\":\"list\"}";
    assertRefused(403, post(READER, body));
    Request request =
        Requests.of("POST", "/playground/invalidate", "Content-Type", "application/json");
    Set<String> both = Set.of("reader", "writer");
    assertRefused(403, Requests.answer(readable.reply(request, both), body));
    assertNothingWasTold();
  }

  @Test
  void noOtherSiteInvalidatesWhoeverItsVisitorIs() throws Exception {
    String body = "{\"tag\":\"list\"}";
    String host = "127.0.0.1:8080";
    for (String site : List.of("cross-site", "same-site", "none", "")) {
      assertRefused(403, post(body, "Host", host, "Sec-Fetch-Site", site));
    }
    for (String origin :
        List.of("http://evil.example", "null", "http://127.0.0.1:1", "http://", "::")) {
      assertRefused(403, post(body, "Host", host, "Origin", origin));
    }
    // What a form of another site can send is no JSON.
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "")) {
      assertRefused(415, send(WRITER, "POST", "/invalidate", "Content-Type", type));
    }
    assertNothingWasTold();
    String own = "http://" + host;
    assertEquals(200, post(body, "Host", host, "Origin", own).status());
    String site = "same-origin";
    assertEquals(200, post(body, "Host", host, "Origin", own, "Sec-Fetch-Site", site).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"tag\":null}",
        "{\"tag\":\"\"}",
        "{\"tag\":\"secret..list\"}",
        "{\"tag\":\"secret(%41)\"}",
        "{\"tag\":\"secret\\u002elist\"}",
        "{\"tag\":\"list\",\"secret\":1}",
        "{\"tag\":\"list\",\"tag\":\"secret\"}",
        "{\"tag\":\"list\"} secret",
        "{\"tag\":\"list\"",
        "{\"secret\":\"list\"}",
        "{\"tag\":[\"secret\"]}",
        "{\"tag\":{\"tag\":\"secret\"}}",
        "{'tag':'secret'}",
        "[\"secret\"]",
        "[[[[\"secret\"]]]]",
        "\"secret\"",
        "secret",
        "11111111111111111111",
        "/**/{\"tag\":\"list\"}",
        "\uFEFF{\"tag\":\"list\"}",
        "\uD83D\uDE00"
      })
  void badBodiesAreRefusedWithoutRepeatingThem(String body) throws Exception {
    Answer refused = post(body);
    assertRefused(400, refused);
    assertFalse(text(refused).contains("secret"), text(refused));
    assertNothingWasTold();
  }

  @Test
  void hugeAndUnfinishedBodiesAreRefused() throws Exception {
    assertRefused(400, post("{\"tag\":\"" + "a".repeat(1_025) + "\"}"));
    assertRefused(413, post("{\"tag\":\"" + "a".repeat(TagBody.MAX_BYTES) + "\"}"));
    assertRefused(413, post(" ".repeat(1 << 20)));
    assertRefused(400, post("[".repeat(TagBody.MAX_BYTES)));
    Request request =
        Requests.of("POST", "/playground/invalidate", "Content-Type", "application/json");
    assertRefused(400, ((Reply.Upload) endpoint.reply(request, WRITER)).incomplete());
    assertNothingWasTold();
  }

  @Test
  void aClosedHubIsNoFailure() {
    hub.close();
    assertRefused(503, post("{\"tag\":\"list\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "OPTIONS"})
  void invalidatingIsAPost(String method) {
    Answer refused = send(WRITER, method, "/invalidate");
    assertRefused(405, refused);
    assertEquals("POST", refused.headers().get("Allow"));
  }
}
