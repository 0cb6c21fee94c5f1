// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import static dev.tagtree.it.browser.OneBrowser.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.tagtree.it.Impatient;
import dev.tagtree.kit.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All tabs of a real browser share one connection, whatever becomes of the tab that has it. */
@Impatient
class OneConnectionIT {
  /** The next leader is there within a second; the other one is for a busy machine. */
  private static final Duration HAND_OVER = Duration.ofSeconds(2);

  @RegisterExtension
  static final OneBrowser BROWSER =
      new OneBrowser(
          new BrowserType.LaunchOptions()
              .setIgnoreDefaultArgs(List.of("--disable-back-forward-cache")));

  private static StreamServer server;

  private final List<String> published = new ArrayList<>();

  @BeforeAll
  static void serve() {
    server = StreamServer.start();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @AfterEach
  void answer() {
    server.answer(200);
  }

  @Test
  void twelveTabsHaveOneConnectionAndHearEachEventOnceAndInOrder() {
    int asked = server.asked();
    List<Page> tabs = open(12);

    publish(100, 10);

    for (Page tab : tabs) {
      awaitHeard(tab);
    }
    assertEquals(1, server.connections());
    assertEquals(1, server.asked() - asked, "streams that were asked for");
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of("is closed", (Consumer<Page>) Page::close),
        Arguments.of("crashes", (Consumer<Page>) OneConnectionIT::crash),
        Arguments.of("hangs", (Consumer<Page>) OneConnectionIT::hang));
  }

  @ParameterizedTest(name = "a leader that {0}")
  @MethodSource("ends")
  void aLeaderThatIsLostIsFollowedWithinASecondAndNothingIsMissed(String how, Consumer<Page> end) {
    List<Page> tabs = open(4);
    publish(20, 5);
    Page leader = leader(tabs);
    List<Page> others = tabs.stream().filter(tab -> tab != leader).toList();
    int asked = server.asked();

    long ended = System.nanoTime();
    end.accept(leader);
    await(
        "somebody follows",
        () -> {
          publish(1, 10);
          return server.asked() > asked;
        });
    Duration gap = Duration.ofNanos(server.lastAsked() - ended);
    publish(50, 5);

    for (Page tab : others) {
      awaitHeard(tab);
    }
    System.out.println("A leader that " + how + " was followed after " + gap.toMillis() + " ms");
    assertTrue(gap.compareTo(HAND_OVER) < 0, gap.toString());
    await("one connection", () -> server.connections() == 1);
  }

  @Test
  void aLeaderThatHungForAWhileHearsWhatItMissed() {
    List<Page> tabs = open(2);
    Page leader = leader(tabs);

    hang(leader);
    publish(100, 20);

    for (Page tab : tabs) {
      awaitHeard(tab);
    }
    await("one connection", () -> server.connections() == 1);
  }

  @Test
  void tabsOfTwoKeysNeverShare() {
    Page ann = open("?key=ann");
    Page ann2 = open("?key=ann");
    Page bob = open("?key=bob");

    publish(10, 5);

    assertEquals(2, server.connections());
    for (Page tab : List.of(ann, ann2, bob)) {
      awaitHeard(tab);
    }
    assertEquals(1, Stream.of(ann, ann2).filter(OneConnectionIT::leads).count());
    assertTrue(leads(bob));
  }

  @Test
  void aLeaderThatNobodySeesGoesOnRelaying() {
    List<Page> tabs = open(3);
    Page leader = leader(tabs);
    leader.evaluate(
        """
        () => {
          Object.defineProperty(document, "hidden", { get: () => true });
          dispatchEvent(new Event("visibilitychange"));
        }
        """);

    publish(50, 5);

    for (Page tab : tabs) {
      awaitHeard(tab);
    }
    assertTrue(leads(leader));
  }

  @Test
  void aPageThatComesBackFromTheCacheHearsWhatItMissed() {
    List<Page> tabs = open(2);
    Page away = leader(tabs);
    away.evaluate("() => { window.marked = true; }");
    away.navigate(server.url() + "tags/health");
    publish(20, 5);

    away.evaluate("() => history.back()");
    await("the page is back", () -> is(away, "window.marked"));
    publish(20, 5);

    for (Page tab : tabs) {
      awaitHeard(tab);
    }
    await("one connection", () -> server.connections() == 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void tabsOutliveADeploymentAndMissNothing(int status) {
    List<Page> tabs = open(2);
    publish(5, 5);
    Page leader = leader(tabs);
    server.answer(status);

    leader.evaluate("() => source.dispatchEvent(new Event('error'))");
    publish(5, 5);
    await("waiting", () -> tabs.stream().allMatch(tab -> isStatus(tab, "waiting")));
    int asked = server.asked();
    Patience.pause(Duration.ofSeconds(3));
    assertTrue(server.asked() - asked <= 4, "a storm of attempts");
    server.answer(200);

    for (Page tab : tabs) {
      await("live", () -> isStatus(tab, "live"));
      awaitHeard(tab);
    }
    await("one connection", () -> server.connections() == 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 401})
  void tabsStopWhereTheyAreRefusedUntilATabIsOpenedAfterTheLogIn(int status) {
    List<Page> tabs = open(2);
    Page leader = leader(tabs);
    server.answer(status);

    leader.evaluate("() => source.dispatchEvent(new Event('error'))");
    publish(5, 5);
    await("refused", () -> tabs.stream().allMatch(tab -> isStatus(tab, "refused")));
    int asked = server.asked();
    Patience.pause(Duration.ofSeconds(3));
    assertEquals(asked, server.asked(), "streams that were asked for");
    server.answer(200);
    BROWSER.profile().newPage().navigate(server.url());

    for (Page tab : tabs) {
      await("live", () -> isStatus(tab, "live"));
      awaitHeard(tab);
    }
    await("one connection", () -> server.connections() == 1);
  }

  private static boolean isStatus(Page tab, String status) {
    return is(tab, "window.stream?.status === '" + status + "'");
  }

  private List<Page> open(int count) {
    return IntStream.range(0, count).mapToObj(i -> open("")).toList();
  }

  private Page open(String query) {
    Page page = BROWSER.profile().newPage();
    page.navigate(server.url() + query);
    await("live", () -> is(page, "window.stream?.status === 'live'"));
    page.evaluate("() => { heard.length = 0; window.resyncs = 0; }");
    return page;
  }

  private void publish(int count, int pauseMillis) {
    published.addAll(server.publish(count, pauseMillis));
  }

  /** Waits until a tab has heard all that was published, each once and in order, and no resync. */
  private void awaitHeard(Page tab) {
    await(
        "the last event",
        () -> is(tab, "window.heard.at(-1) === '" + published.get(published.size() - 1) + "'"));
    assertEquals(published, tab.evaluate("() => heard"));
    assertEquals(0, tab.evaluate("() => resyncs"));
  }

  private static Page leader(List<Page> tabs) {
    List<Page> leaders = tabs.stream().filter(OneConnectionIT::leads).toList();
    assertEquals(1, leaders.size());
    return leaders.get(0);
  }

  private static boolean leads(Page tab) {
    return is(tab, "window.source?.readyState === 1");
  }

  private static void crash(Page tab) {
    try {
      tab.navigate("chrome://crash");
    } catch (PlaywrightException crashed) {
      assertTrue(crashed.getMessage().contains("crash"), crashed.getMessage());
    }
  }

  private static void hang(Page tab) {
    tab.evaluate(
        """
        () => void setTimeout(() => {
          for (const end = Date.now() + 3_000; Date.now() < end;);
        })
        """);
  }

  private static boolean is(Page page, String condition) {
    try {
      return Boolean.TRUE.equals(page.evaluate("() => Boolean(" + condition + ")"));
    } catch (PlaywrightException onTheWay) {
      return false; // between two documents there is nothing to ask
    }
  }
}
