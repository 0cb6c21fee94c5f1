// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The Tag Playground in a real browser, beside a page whose queries are known. */
class PlaygroundIT {
  /** A page of the application, with the smallest adapter that there can be. */
  private static final String APPLICATION =
      """
      <!doctype html><title>%s</title><output id="fetched"></output>
      <script type="module">
        import { connect, concerns } from "/tags/core.js";
        const stream = connect({ url: "/tags/events", tags: %s });
        const queries = %s.map(([name, ...tags]) => ({ key: [name], tags, state: "fresh", observers: 1 }));
        const fetched = document.getElementById("fetched");
        stream.trace.add(() => queries);
        stream.listen((event) => {
          if (event.type === "status") document.body.dataset.status = event.status;
          for (const { key, tags } of queries) {
            if (!concerns(event, tags)) continue;
            fetched.append(key + ";");
            stream.trace.note({ key, tag: tags[0], event, outcome: "refetched", at: Date.now(), ms: 7 });
          }
        });
      </script>
      """;

  private static final String HEALTHY =
      "[[\"list\", \"todos.list\", \"todos.summary\"], [\"one\", \"todos.byId(1)\"]]";

  @RegisterExtension static final OneBrowser BROWSER = new OneBrowser();

  @TempDir private Path folder;
  private BrowserContext context;
  private DemoServer server;
  private final List<String> complaints = new ArrayList<>();

  @BeforeEach
  void start() {
    server = DemoServer.start(folder.resolve("demo"));
    server.awaitAge(Duration.ofSeconds(3)); // or pages are told to refetch everything at first
    context = BROWSER.get().newContext();
  }

  @AfterEach
  void stop() {
    context.close();
    server.close();
    assertEquals(List.of(), complaints, "the page logs no error, and its policy blocks nothing");
  }

  /** Opens a page that has these queries: names, then tags. */
  private Page application(String title, String queries) {
    return application(title, queries, "[]");
  }

  /** The same, whose stream has a filter. */
  private Page application(String title, String queries, String filter) {
    Page page = context.newPage();
    page.route(
        "**/application",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/html")
                    .setBody(APPLICATION.formatted(title, filter, queries))));
    page.navigate(server.url() + "application");
    assertThat(page.locator("body")).hasAttribute("data-status", "live");
    return page;
  }

  private Page playground() {
    Page page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.navigate(server.url() + "tags/playground/");
    assertThat(page.locator("#connection")).hasText("live");
    return page;
  }

  private static Locator query(Page page, String name) {
    return page.locator("[data-query='[\"" + name + "\"]']");
  }

  private static Locator node(Page page, String tag) {
    return page.locator("[role=treeitem][data-tag='" + tag + "']");
  }

  @Test
  void theThreePlantedFaultsAppearAndNothingElseDoes() {
    application(
        "Planted",
        "[[\"list\", \"todos.list\", \"todos.summary\"], [\"typo\", \"todos.lst\"], [\"settings\"]]");
    Page page = playground();
    assertThat(query(page, "typo")).isVisible();

    server.rest().createTodo("heard by the list");
    server.rest().createNote("heard by nobody");

    Locator faults = page.locator("#fault-list > li");
    assertThat(faults).hasCount(3);
    assertThat(page.locator("[data-fault=unknown]")).containsText("todos.lst");
    assertThat(page.locator("[data-fault=unknown] .meant")).containsText("todos.list");
    assertThat(page.locator("[data-fault=uncovered]")).containsText("settings");
    assertThat(page.locator("[data-fault=unlistened]")).containsText("notes.list");
    assertThat(page.locator("#events > li")).hasCount(3); // all of it was seen, so no fault follows
    assertThat(faults).hasCount(3);
  }

  @Test
  void whatNoFilterOnTheServerWantedAndWhatNoTreeDeclaresAppears() {
    application("Filtered", "[[\"list\", \"todos.list\"]]", "[\"todos.list\", \"todos.lst\"]");
    server.rest().createNote("told to nobody, before the Playground is opened");

    Page page = playground();

    assertThat(page.locator("#fault-list > li")).hasCount(2);
    assertThat(page.locator("[data-fault=unlistened]")).containsText("notes.list");
    assertThat(page.locator("[data-fault=unlistened]")).containsText("no filter on this server");
    assertThat(page.locator("[data-fault=unknown]")).containsText("todos.lst");
    server.rest().createNote("seen by the Playground, which only looks on");
    assertThat(page.locator("[data-fault=unlistened]")).containsText("invalidated 2 times");
    assertThat(page.locator("#fault-list > li")).hasCount(2);
  }

  @Test
  void aPageWithoutFaultsShowsNone() {
    application("Healthy", HEALTHY);
    Page page = playground();
    assertThat(query(page, "one")).isVisible();

    server.rest().createTodo("the first");

    assertThat(page.locator("#events > li")).hasCount(2);
    assertThat(page.locator("#faults")).isHidden();
  }

  @Test
  void aDryRunExplainsEveryHitAndEveryMissAndSendsNothing() {
    Page application = application("Healthy", HEALTHY);
    Page page = playground();
    assertThat(node(page, "todos.*").locator(".count")).hasText("2");
    assertThat(node(page, "todos.byId(1)").locator(".count")).hasText("1");
    assertThat(node(page, "notes.*").locator(".count")).hasText("–");

    node(page, "todos.byId(1)").click();

    assertThat(page.locator("#summary")).hasText("1 of 2 queries would refetch");
    assertThat(query(page, "one")).hasAttribute("data-hit", "true");
    assertThat(query(page, "one")).containsText("Both name todos.byId(1).");
    assertThat(query(page, "list")).hasAttribute("data-hit", "false");
    assertThat(query(page, "list")).containsText("They part at segment 2: byId is not list.");
    assertThat(query(page, "list").locator("td[data-verdict=name]"))
        .hasText(new String[] {"byId(1)", "≠another name", "list"});
    assertThat(page.locator("[data-form=Java] code")).hasText("AppTags.todos().byId(\"1\")");
    assertThat(page.locator("[data-form=TypeScript] code")).hasText("appTags.todos.byId(\"1\")");
    assertThat(page.locator("[data-form=wire] code")).hasText("todos.byId(1)");

    page.locator("#tag").fill("todos.byId(2)");
    assertThat(page.locator("#summary")).hasText("0 of 2 queries would refetch");
    assertThat(query(page, "one")).containsText("byId(2) is not byId(1)");

    page.locator("#tag").fill("todos.lst");
    assertThat(page.locator("#said")).containsText("Is it todos.list?");
    page.locator("#tag").fill("todos..");
    assertThat(page.locator("#said")).containsText("no tag yet");
    assertThat(page.locator("#invalidate")).isDisabled();
    assertThat(application.locator("#fetched")).isEmpty();
    assertThat(page.locator("#events > li")).hasCount(0);
  }

  @Test
  void invalidatingForRealRefetchesTheQueriesOfAnotherPageAndSaysWhy() {
    Page application = application("Healthy", HEALTHY);
    Page page = playground();
    assertThat(query(page, "one")).isVisible();

    page.locator("#tag").fill("todos.byId(1)");
    page.locator("#invalidate").click();

    assertThat(application.locator("#fetched")).hasText("one;");
    assertThat(page.locator(".event[aria-pressed=true] .from")).hasText("todos.byId(1)");
    assertThat(page.locator(".chain [data-step=site]")).containsText("Playground.invalidate");
    assertThat(query(page, "one").locator(".outcome")).containsText("refetched in 7 ms");
    assertThat(query(page, "list").locator(".verdict")).containsText("Not concerned.");
  }

  @Test
  void twoClicksLeadFromAQueryToTheLineThatInvalidated() {
    String todo = server.rest().createTodo("the first");
    application("Detail", "[[\"list\", \"todos.list\"], [\"one\", \"todos.byId(" + todo + ")\"]]");
    Page page = playground();
    assertThat(query(page, "one")).isVisible();
    server.rest().renameTodo(todo, "the first, renamed");
    assertThat(query(page, "one").locator(".last")).isVisible();

    page.setViewportSize(360, 640); // where what is picked and why it happened are far apart
    query(page, "one").locator(".last button").click();

    assertThat(page.locator(".chain")).isInViewport();

    assertThat(page.locator(".chain [data-step=site] b"))
        .hasText(Pattern.compile("TodoResource\\.update:\\d+"));
    assertThat(page.locator(".chain")).containsText("todos.byId(" + todo + ")");
  }

  @Test
  void withoutAnOpenPageTheSandboxTeaches() {
    Page page = playground();
    assertThat(page.locator("#sandbox")).isVisible();
    assertThat(page.locator(".query")).hasCount(4);

    node(page, "todos.list").click();
    assertThat(page.locator("#summary")).hasText("3 of 4 queries would refetch");
    page.locator("#invalidate").click();
    assertThat(page.locator(".chain")).containsText("3 refetched");
    assertThat(page.locator("#faults")).isHidden();

    application("Healthy", HEALTHY);
    assertThat(page.locator("#sandbox")).isHidden();
    assertThat(page.locator(".query")).hasCount(2);
  }

  @Test
  void everythingCanBeDoneWithTheKeyboard() {
    Page application = application("Healthy", HEALTHY);
    Page page = playground();
    assertThat(query(page, "one")).isVisible();

    page.keyboard().press("/");
    page.keyboard().type("todos.b");
    assertThat(page.locator("#options li").first()).hasText("todos.byId(*)");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    assertThat(page.locator("#tag")).hasValue("todos.byId(*)");
    page.keyboard().type("1"); // over the star, which is selected
    assertThat(page.locator("#tag")).hasValue("todos.byId(1)");
    page.keyboard().press("Escape"); // the completions
    assertThat(page.locator("#invalidate")).isEnabled();
    page.keyboard().press("Enter");
    assertThat(application.locator("#fetched")).hasText("one;");
    assertThat(page.locator(".event[aria-pressed=true]")).hasCount(1);

    page.keyboard().press("Escape");
    assertThat(page.locator("#tag")).hasValue("");
    assertThat(page.locator(".event[aria-pressed=true]")).hasCount(0);

    node(page, "*").focus();
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");
    assertThat(page.locator("[role=treeitem][aria-selected=true]"))
        .hasAttribute("data-tag", "todos.list");
    assertThat(page.locator("#summary")).hasText("1 of 2 queries would refetch");
    page.keyboard().press("ArrowLeft");
    page.keyboard().press("ArrowLeft");
    assertThat(node(page, "todos.*")).hasAttribute("aria-expanded", "false");
    assertThat(node(page, "todos.list")).hasCount(0);

    page.locator(".event").first().focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".chain")).isVisible();
  }
}
