// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import static dev.tagtree.it.browser.OneBrowser.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.tagtree.it.Impatient;
import dev.tagtree.kit.Patience;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What tabs fetch, and what they don't, when responses carry stamps: the browser's half and the
 * server's together, in a real browser.
 */
@Impatient
class StampsIT {
  /** In which a fetch too many would have come. */
  private static final Duration QUIET = Duration.ofMillis(1_500);

  private static final String STREAM = "/events";

  /** What a tab loads before it asks for its stream. */
  private static final String BEFORE_STREAM = "/share.js";

  @RegisterExtension static final OneBrowser BROWSER = new OneBrowser();

  private static StampServer server;

  @BeforeAll
  static void start() {
    server = StampServer.start();
  }

  @AfterAll
  static void quit() {
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void release() {
    server.release();
    server.releaseSecond();
  }

  private Page open(String tab, String... queries) {
    Page page = BROWSER.profile().newPage();
    page.navigate(server.url() + "?tab=" + tab + "&query=" + String.join("&query=", queries));
    awaitData(page, queries);
    return page;
  }

  private static void awaitData(Page page, String... queries) {
    for (String query : queries) {
      await("data", () -> is(page, "window.shown?.['" + query + "'] !== undefined"));
    }
  }

  private Page openLive(String tab, String... queries) {
    Page page = open(tab, queries);
    await("live", () -> is(page, "stream.status === 'live'"));
    Patience.pause(QUIET); // what the connection replays has come
    return page;
  }

  private static boolean is(Page page, String condition) {
    return (boolean) page.evaluate("() => Boolean(" + condition + ")");
  }

  private static void awaitFresh(Page page, String query) {
    await(
        "fresh",
        () -> is(page, "JSON.stringify(shown['" + query + "']) === '" + server.rows() + "'"));
  }

  @Test
  void aChangeIsFetchedOnceInTheTabThatMadeItAndOnceInTheOthers() {
    String[] queries = {"api/list", "api/summary", "api/other"};
    Page a = openLive("A1", queries);
    Page b = openLive("B1", queries);

    for (int change = 1; change <= 5; change++) {
      a.evaluate("change()");
      awaitFresh(a, "api/list");
      awaitFresh(b, "api/list");
      Patience.pause(QUIET);

      List<Integer> counts =
          List.of(
                  "A1/api/list",
                  "A1/api/summary",
                  "A1/api/other",
                  "B1/api/list",
                  "B1/api/summary",
                  "B1/api/other")
              .stream()
              .map(server::reads)
              .toList();
      System.out.println("After " + change + " changes A and B have read, each query: " + counts);
      assertEquals(List.of(1 + change, 1 + change, 1, 1 + change, 1 + change, 1), counts);
    }
    assertEquals(5, (int) a.evaluate("heard.filter((from) => from === 'local').length"));
    assertEquals(5, (int) a.evaluate("heard.filter((from) => from === 'things.list').length"));
    assertEquals(0, (int) b.evaluate("heard.filter((from) => from === 'local').length"));
  }

  @Test
  void aTabWithoutAStreamFetchesWhatItHasChangedItself() {
    server.hold(STREAM);
    Page a = open("A2", "api/list", "api/other");

    a.evaluate("change()");
    awaitFresh(a, "api/list");
    Patience.pause(QUIET);

    System.out.println(
        "Without a stream, A has read what it changed " + server.reads("A2/api/list") + " times");
    assertTrue(is(a, "stream.status === 'connecting'"));
    assertEquals(2, server.reads("A2/api/list"));
    assertEquals(1, server.reads("A2/api/other"));
  }

  @Test
  void whatHappensBetweenTheDataAndTheStreamIsFetchedOnce() {
    server.hold(BEFORE_STREAM);
    Page a = open("A3", "api/list", "api/other");
    server.add("between");
    server.release();
    awaitFresh(a, "api/list");
    Patience.pause(QUIET);

    System.out.println(
        "Changed before the stream came: read " + server.reads("A3/api/list") + " times");
    assertTrue(is(a, "stream.status === 'live'"));
    assertEquals(2, server.reads("A3/api/list"));
    assertEquals(1, server.reads("A3/api/other"));
  }

  @Test
  void whatHappenedBeforeTheDataWasReadIsNotFetchedAgain() {
    server.hold(BEFORE_STREAM);
    Page a = open("A4", "api/other"); // from here on, the stream will tell
    server.add("before");
    a.evaluate("void load('api/list')");
    awaitData(a, "api/list");
    server.release();
    await("live", () -> is(a, "stream.status === 'live'"));
    await("told", () -> is(a, "heard.some((what) => what === 'things.list' || what === 'resync')"));
    Patience.pause(QUIET);

    System.out.println(
        "Changed before the data was read: read " + server.reads("A4/api/list") + " times");
    assertEquals(1, server.reads("A4/api/list"));
  }

  @Test
  void aNodeThatLagsBehindIsAskedUntilItKnows() {
    server.add("known to both");
    Page a = openLive("A5", "copy/list", "plain/list");
    String known = server.rows();
    int stamped = server.reads("A5/copy/list");
    int plain = server.reads("A5/plain/list");

    server.holdSecond();
    server.add("not yet known to the second");
    await(
        "read of an old copy",
        () -> server.reads("A5/copy/list") > stamped && server.reads("A5/plain/list") > plain);
    Patience.pause(Duration.ofMillis(600));
    assertEquals(known, a.evaluate("JSON.stringify(shown['copy/list'])"));
    server.releaseSecond();
    awaitFresh(a, "copy/list");
    Patience.pause(QUIET);

    System.out.println(
        "From a node that lags: "
            + (server.reads("A5/copy/list") - stamped)
            + " reads, of what has no stamp "
            + (server.reads("A5/plain/list") - plain));
    assertFalse(is(a, "outcomes.includes('degraded')"));
    assertEquals(plain + 1, server.reads("A5/plain/list"));
    assertEquals(
        known, a.evaluate("JSON.stringify(shown['plain/list'])"), "that stamps are what helps");
  }

  @ParameterizedTest(name = "declared: {0}")
  @ValueSource(booleans = {true, false})
  void whatIsShownAheadOfTheServerDoesNotFlickerIfTheMutationDeclaresIt(boolean declared) {
    String mine = "mine-" + declared;
    Page a = openLive("A6-" + declared, "api/list");
    a.evaluate("renderings.length = 0");

    a.evaluate("void add('" + mine + "', " + declared + ")");
    Patience.pause(Duration.ofMillis(100));
    server.add("theirs-" + declared);
    await("written", () -> server.rows().contains(mine));
    awaitFresh(a, "api/list");
    Patience.pause(QUIET);

    @SuppressWarnings("unchecked")
    List<String> renderings = (List<String>) a.evaluate("renderings");
    List<Boolean> shows = renderings.stream().map(rows -> rows.contains(mine)).toList();
    System.out.println((declared ? "Declared: " : "Not declared: ") + renderings);
    assertEquals(!declared, shows.contains(false), "flickers");
    assertEquals(server.rows(), renderings.get(renderings.size() - 1));
  }
}
