// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import static dev.tagtree.http.Requests.answer;
import static dev.tagtree.http.Requests.assertRefused;
import static dev.tagtree.http.Requests.get;
import static dev.tagtree.http.Requests.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.SharedLog;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.HeldLog;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reply to each request below a mount. */
class TagEndpointTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final TagHub hub = TagHub.create();
  private final TagEndpoint<String> endpoint = TagEndpoint.<String>builder(hub).build();

  @AfterEach
  void close() {
    hub.close();
  }

  private Reply reply(Request request) {
    return endpoint.reply(request, "the server's own");
  }

  @Test
  void aStreamBeginsWithHeadersThatKeepItAsItIs() {
    Reply.Stream stream = assertInstanceOf(Reply.Stream.class, reply(get("/events?tag=a.x")));
    assertEquals(
        Map.of(
            "Content-Type", "text/event-stream",
            "Cache-Control", "no-store, no-transform",
            "X-Accel-Buffering", "no"),
        stream.headers());
    assertEquals(List.of(Tag.parse("a.x")), stream.subscription().filter());
  }

  @Test
  void headGetsTheHeadersOfAStreamAndNoStream() {
    Reply.Stream stream = (Reply.Stream) reply(get("/events"));
    Answer head = assertInstanceOf(Answer.class, reply(Requests.of("HEAD", "/events")));
    assertEquals(200, head.status());
    assertEquals(stream.headers(), head.headers());
    assertEquals(0, head.body().length);
  }

  @Test
  void aPollIsAnsweredWhereItMayBlock() {
    Reply.Later later = assertInstanceOf(Reply.Later.class, reply(get("/poll?tag=a.x")));
    assertEquals(Duration.ZERO, later.delay());
    assertEquals(0, hub.stats().polls());
    Answer answer = answer(later);
    assertEquals(1, hub.stats().polls());
    assertEquals(200, answer.status());
    assertEquals(
        Map.of(
            "Content-Type", "application/json",
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff"),
        answer.headers());
    assertEquals("new", JSON.readTree(answer.body()).get("verdict").asString());
  }

  @Test
  void headOfAPollAsksTheHubNothing() {
    Answer head = assertInstanceOf(Answer.class, reply(Requests.of("HEAD", "/poll")));
    assertEquals(200, head.status());
    assertEquals("application/json", head.headers().get("Content-Type"));
    assertEquals(0, head.body().length);
    assertEquals(0, hub.stats().polls());
  }

  @Test
  void aPollOfAClientThatIsAheadWaits() {
    HeldLog log = new HeldLog(new SharedLog());
    try (TagHub node = TagHub.builder().log(log).build()) {
      log.hold();
      Cursor ahead = log.append(List.of(Tag.parse("a.x")));
      Reply reply =
          TagEndpoint.<String>builder(node).build().reply(get("/poll?cursor=" + ahead), "");
      assertEquals(Duration.ofSeconds(2), ((Reply.Later) reply).delay());
      log.release();
    }
  }

  private JsonNode poll(String query, String... headers) {
    return JSON.readTree(answer(reply(get("/poll" + query, headers))).body());
  }

  private static void assertVerdict(String verdict, JsonNode answer) {
    assertEquals(verdict, answer.get("verdict").asString(), answer.toString());
  }

  @Test
  void aPollIsOfTheFilterTheHeaderTheCursorAndTheAgeOfAStream() {
    String cursor = hub.cursor().toString();
    hub.invalidate(Tag.parse("todos.byId(1)"));
    while (hub.cursor().toString().equals(cursor)) {
      Thread.onSpinWait();
    }
    assertVerdict("live", poll("?tag=notes.*&cursor=" + cursor));
    assertVerdict("replayed", poll("?cursor=" + cursor));
    assertVerdict("new", poll(""));
    assertVerdict("resync", poll("?age=3600000"));
    assertVerdict("replayed", poll("?cursor=junk", "Last-Event-ID", cursor));
    JsonNode junk = poll("?cursor=junk");
    assertVerdict("resync", junk);
    assertEquals("resync", junk.at("/events/0/type").asString());
    assertEquals("gap", junk.at("/events/0/reason").asString());
  }

  @Test
  void noConnectionIsKeptOfPolls() {
    for (int i = 0; i < 20; i++) {
      poll("?age=100");
    }
    assertEquals(20, hub.stats().polls());
    assertEquals(0, hub.stats().connections());
  }

  @Test
  void aClosedHubSendsThoseWhoPollAwayForLong() {
    hub.close();
    JsonNode answer = poll("?cursor=e-1");
    assertTrue(answer.get("after").asLong() >= 3_750, answer.toString());
    assertFalse(answer.has("verdict") || answer.has("events"), answer.toString());
  }

  @Test
  void healthIsForLoadBalancers() {
    Answer live = answer(reply(get("/health")));
    assertEquals(200, live.status());
    assertEquals("live\n", text(live));
    assertEquals("no-store", live.headers().get("Cache-Control"));
    hub.close();
    Answer closing = answer(reply(get("/health")));
    assertEquals(503, closing.status());
    assertEquals("closing\n", text(closing));
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
  void aTagThatIsNotCanonicalIsRefusedWithoutRepeatingIt(String tag) {
    String encoded = URLEncoder.encode(tag, StandardCharsets.UTF_8);
    for (String path : List.of("/events", "/poll")) {
      Reply reply = reply(get(path + "?tag=todos.list&tag=" + encoded));
      Answer refused = assertInstanceOf(Answer.class, reply);
      assertRefused(400, refused);
      assertTrue(text(refused).startsWith("Parameter 'tag' is "), text(refused));
      assertFalse(text(refused).contains("secret"), text(refused));
    }
  }

  @Test
  void tooManyTagsAreRefused() {
    assertRefused(400, (Answer) reply(get("/events?" + "tag=a.x&".repeat(129))));
    assertRefused(400, (Answer) reply(get("/poll?" + "tag=a.x&".repeat(129))));
    assertInstanceOf(Reply.Stream.class, reply(get("/events?" + "tag=a.x&".repeat(128))));
  }

  @Test
  void aQueryThatIsTooLongIsRefused() {
    assertRefused(400, (Answer) reply(get("/events?x=" + "y".repeat(16_383))));
    assertRefused(400, (Answer) reply(get("/poll?x=" + "y".repeat(16_383))));
    assertInstanceOf(Reply.Stream.class, reply(get("/events?x=" + "y".repeat(16_382))));
  }

  @Test
  void namesThatNobodyDeclaredAreAllowed() {
    assertInstanceOf(Reply.Stream.class, reply(get("/events?tag=later.added(1).x&other=1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void onlyGetAndHeadAreAllowed(String method) {
    for (String path : List.of("/events", "/poll", "/core.js", "/health", "/nothing")) {
      Answer refused = (Answer) reply(Requests.of(method, path));
      assertRefused(405, refused);
      assertEquals("GET, HEAD", refused.headers().get("Allow"));
    }
  }

  @Test
  void whoAcceptsSomethingElseIsRefused() {
    assertRefused(406, (Answer) reply(get("/events", "Accept", "application/json")));
    assertRefused(406, (Answer) reply(get("/poll", "Accept", "text/event-stream")));
  }

  @Test
  void argumentsAreNamed() {
    assertEquals(
        "hub",
        assertThrows(NullPointerException.class, () -> TagEndpoint.builder(null)).getMessage());
    TagEndpoint.Builder<String> builder = TagEndpoint.builder(hub);
    assertEquals(
        "mayRead",
        assertThrows(NullPointerException.class, () -> builder.playground(null)).getMessage());
    assertEquals(
        "mayInvalidate",
        assertThrows(NullPointerException.class, () -> builder.playgroundInvalidates(null))
            .getMessage());
  }
}
