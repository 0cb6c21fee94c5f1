// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo in a real browser: what one tab changes, every open tab shows, and nothing else loads.
 */
class TwoTabsIT {
  private static final Pattern LIVE = Pattern.compile("live");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final String TITLES = "[data-testid^=todo-title-]";

  @RegisterExtension static final OneBrowser BROWSER = new OneBrowser();

  @TempDir private Path folder;

  @Test
  void oneTabShowsWhatTheOtherCreatesRenamesTogglesAndDeletes() {
    try (DemoServer server = start()) {
      Page a = open(server.url());
      Page b = open(server.url());

      id(a, "todo-new").fill("Buy milk");
      id(a, "todo-add").click();
      Locator title = b.locator(TITLES);
      assertThat(title).hasText("Buy milk");
      assertThat(id(b, "summary-open")).hasText("1");
      String todo = title.getAttribute("data-testid").substring("todo-title-".length());

      id(a, "todo-rename-" + todo).click();
      id(a, "todo-edit-" + todo).fill("Buy oat milk");
      id(a, "todo-edit-" + todo).press("Enter");
      assertThat(title).hasText("Buy oat milk");

      id(a, "todo-toggle-" + todo).click();
      assertThat(id(b, "todo-toggle-" + todo)).isChecked();
      assertThat(id(b, "summary-done")).hasText("1");

      id(a, "todo-delete-" + todo).click();
      assertThat(title).hasCount(0);
      for (Page tab : List.of(a, b)) {
        assertThat(id(tab, "summary-total")).hasText("0");
        assertNeverReloaded(tab);
      }
    }
  }

  @Test
  void onlyQueriesWhoseTagsOverlapAreFetched() {
    try (DemoServer server = start()) {
      String first = server.rest().createTodo("first");
      String second = server.rest().createTodo("second");
      Page a = open(server.url());
      Page b = open(server.url());
      id(a, "todo-title-" + first).click();
      id(b, "todo-title-" + second).click();
      assertThat(id(a, "todo-detail")).containsText("first");
      assertThat(id(b, "todo-detail")).containsText("second");
      settle(a, b);

      server.forgetRequests();
      String note = server.rest().createNote("a note");
      assertThat(id(a, "note-title-" + note)).isVisible();
      assertThat(id(b, "note-title-" + note)).isVisible();
      settle(a, b);
      assertEquals(0, server.count("GET", "/api/todos.*"), "a note concerns no todo");
      assertEquals(2, server.count("GET", "/api/notes"), "each tab fetches its list once");

      server.forgetRequests();
      server.rest().renameTodo(first, "first, renamed");
      assertThat(id(a, "todo-detail")).containsText("first, renamed");
      assertThat(id(b, "todo-title-" + first)).hasText("first, renamed");
      settle(a, b);
      assertEquals(0, server.count("GET", "/api/todos/" + second), "one id is not the other");
      assertEquals(1, server.count("GET", "/api/todos/" + first));
      assertEquals(2, server.count("GET", "/api/todos"));
      assertEquals(0, server.count("GET", "/api/notes.*"));
    }
  }

  @Test
  void withoutAMutationNothingIsFetchedTwice() {
    try (DemoServer server = start()) {
      Page page = open(server.url());
      settle(page);
      for (String path : List.of("/api/todos", "/api/todos/summary", "/api/notes")) {
        assertEquals(1, server.count("GET", path), path);
      }
    }
  }

  @Test
  void aMutationBetweenTheFirstFetchAndTheHelloIsNotMissed() {
    try (DemoServer server = start()) {
      List<Route> held = new ArrayList<>();
      Page page = BROWSER.profile().newPage();
      page.route("**/tags/events*", held::add);
      page.navigate(server.url());
      assertThat(id(page, "summary-total")).hasText("0");
      page.waitForCondition(() -> !held.isEmpty());

      String todo = server.rest().createTodo("made before the hello");
      held.forEach(Route::resume);
      page.unroute("**/tags/events*");

      assertThat(id(page, "todo-title-" + todo)).isVisible();
      assertThat(id(page, "summary-total")).hasText("1");
      assertNeverReloaded(page);
    }
  }

  @Test
  void tabsConvergeAfterTheServerWasKilledAndCameBackWithOtherData() {
    Path database = folder.resolve("demo");
    int port;
    String gone;
    Page a;
    Page b;
    try (DemoProcess server = DemoProcess.start(0, database)) {
      port = server.port();
      gone = server.rest().createTodo("will be gone");
      a = open(server.url());
      b = open(server.url());
      assertThat(id(a, "todo-title-" + gone)).isVisible();
    }
    assertThat(id(a, "connection")).not().hasText(LIVE);
    try (DemoProcess elsewhere = DemoProcess.start(0, database)) {
      elsewhere.rest().deleteTodo(gone); // on a port where no tab asks
      elsewhere.rest().createTodo("made meanwhile");
    }
    try (DemoProcess server = DemoProcess.start(port, database)) {
      for (Page tab : List.of(a, b)) {
        assertThat(tab.locator(TITLES)).hasText("made meanwhile");
        assertThat(id(tab, "summary-total")).hasText("1");
        assertThat(id(tab, "connection")).hasText(LIVE);
        assertNeverReloaded(tab);
      }
      String last = server.rest().createTodo("made by the new process");
      assertThat(id(a, "todo-title-" + last)).isVisible();
    }
  }

  @Test
  void anInvalidationDuringTheVeryFirstFetchEndsFresh() {
    try (DemoServer server = start()) {
      server.answerReadsAfter(Duration.ofMillis(700));
      Page page = BROWSER.profile().newPage();
      page.navigate(server.url());
      page.waitForCondition(() -> server.held() >= 3);

      String todo = server.rest().createTodo("made while the first answer was under way");

      assertThat(id(page, "todo-title-" + todo)).isVisible();
      assertThat(id(page, "summary-total")).hasText("1");
      assertEquals(1, server.mostAtOnce("GET", "/api/todos"), "fetches in flight at once");
    }
  }

  @Test
  void anInvalidationDuringARefetchEndsFresh() {
    try (DemoServer server = start()) {
      Page page = open(server.url());
      settle(page);
      server.answerReadsAfter(Duration.ofMillis(500));
      server.forgetRequests();

      String first = server.rest().createTodo("first");
      page.waitForCondition(() -> server.held() > 0);
      String second = server.rest().createTodo("second, while the first is being fetched");

      assertThat(id(page, "todo-title-" + first)).isVisible();
      assertThat(id(page, "todo-title-" + second)).isVisible();
      settle(page);
      assertEquals(1, server.mostAtOnce("GET", "/api/todos"), "fetches in flight at once");
      assertEquals(2, server.count("GET", "/api/todos"), "one in flight and one after it");
    }
  }

  @Test
  void aStormOfInvalidationsIsShownWhileItLastsAndEndsFresh() {
    try (DemoServer server = start()) {
      Page page = open(server.url());
      page.evaluate(
          """
          () => {
            const seen = window.seen = new Set();
            const total = document.querySelector('[data-testid=summary-total]');
            new MutationObserver(() => seen.add(total.textContent))
              .observe(total, { subtree: true, childList: true, characterData: true });
          }
          """);
      server.answerReadsAfter(Duration.ofMillis(100));
      server.forgetRequests();

      for (int i = 0; i < 40; i++) {
        server.rest().createTodo("storm " + i);
        page.waitForTimeout(50); // 20 a second, for two seconds
      }
      int updates = ((Number) page.evaluate("() => window.seen.size")).intValue();

      assertTrue(updates >= 5, "the page showed news during the storm, " + updates + " times");
      assertThat(id(page, "summary-total")).hasText("40");
      assertThat(page.locator(TITLES)).hasCount(40);
      assertEquals(1, server.mostAtOnce("GET", "/api/todos"), "fetches in flight at once");
      assertTrue(server.count("GET", "/api/todos") < 40, "no fetch for each invalidation");
    }
  }

  private DemoServer start() {
    DemoServer server = DemoServer.start(folder.resolve("demo"));
    server.awaitAge(Duration.ofSeconds(3));
    return server;
  }

  private Page open(String url) {
    Page page = BROWSER.profile().newPage();
    page.navigate(url);
    assertThat(id(page, "connection")).hasText(LIVE);
    assertThat(id(page, "summary-total")).hasText(NUMBER);
    return page;
  }

  /** Gives what would be fetched too much the time to show itself. */
  private static void settle(Page... pages) {
    for (Page page : pages) {
      page.waitForTimeout(300);
    }
  }

  private static void assertNeverReloaded(Page page) {
    assertEquals(
        "navigate", page.evaluate("() => performance.getEntriesByType('navigation').at(-1).type"));
  }

  private static Locator id(Page page, String testId) {
    return page.getByTestId(testId);
  }
}
