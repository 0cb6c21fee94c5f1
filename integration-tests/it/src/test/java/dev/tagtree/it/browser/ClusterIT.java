// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.example.cluster.Cluster;
import com.example.cluster.DemoNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The demo on three nodes and one PostgreSQL, any of which is killed while tabs are open. */
class ClusterIT {
  private static final String TITLES = "[data-testid^=todo-title-]";

  /** Longer than a node or the database is gone. */
  private static final LocatorAssertions.HasCountOptions SOON =
      new LocatorAssertions.HasCountOptions().setTimeout(30_000);

  @RegisterExtension static final OneBrowser BROWSER = new OneBrowser();

  private static Cluster cluster;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    cluster = Cluster.start(0);
    url = "http://localhost:" + cluster.port() + "/";
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** A tab in a browser profile of its own, and which node its stream comes from. */
  private static final class Tab implements AutoCloseable {
    final BrowserContext context = BROWSER.get().newContext();
    final Page page = context.newPage();
    final AtomicReference<String> node = new AtomicReference<>();

    Tab() {
      page.onResponse(
          response -> {
            if (response.url().contains("/tags/events")) {
              node.set(response.headers().get(DemoNode.HEADER.toLowerCase(java.util.Locale.ROOT)));
            }
          });
      page.navigate(url);
      awaitLive();
    }

    void awaitLive() {
      assertThat(page.getByTestId("connection"))
          .hasText(
              java.util.regex.Pattern.compile("live"),
              new LocatorAssertions.HasTextOptions().setTimeout(30_000));
    }

    Locator titles() {
      return page.locator(TITLES);
    }

    DemoNode served() {
      return cluster.nodes().stream()
          .filter(it -> it.name().equals(node.get()))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public void close() {
      context.close();
    }
  }

  @Test
  void aTabWhoseNodeIsKilledInABurstConvergesThroughAnother() {
    try (Tab a = new Tab();
        Tab b = new Tab()) {
      int before = a.titles().count();
      DemoNode victim = a.served();
      Rest writer = new Rest(otherThan(victim));
      for (int i = 0; i < 30; i++) {
        writer.createTodo("burst " + i);
        if (i == 10) {
          victim.kill();
        }
      }
      for (Tab tab : List.of(a, b)) {
        assertThat(tab.titles()).hasCount(before + 30, SOON);
        tab.awaitLive();
      }
      assertNotEquals(victim.name(), a.node.get(), "it is still connected to a node that is gone");
      String last = writer.createTodo("after it");
      assertThat(a.page.getByTestId("todo-title-" + last)).isVisible();
      assertThat(b.page.getByTestId("todo-title-" + last)).isVisible();
    }
  }

  @Test
  void tabsConvergeAfterTheDatabaseWasKilled() {
    try (Tab a = new Tab();
        Tab b = new Tab()) {
      Rest writer = new Rest(url);
      int before = a.titles().count();
      writer.createTodo("before the crash");
      cluster.killPostgres();
      String last = createWhenItIsBack(writer);
      for (Tab tab : List.of(a, b)) {
        assertThat(tab.titles()).hasCount(before + 2, SOON);
        assertThat(tab.page.getByTestId("todo-title-" + last)).isVisible();
      }
      assertEquals(
          "navigate",
          a.page.evaluate("() => performance.getEntriesByType('navigation').at(-1).type"));
    }
  }

  /** Tries until the database is back: a mutation that fails is nobody's but the user's. */
  private static String createWhenItIsBack(Rest writer) {
    long end = System.nanoTime() + 30_000_000_000L;
    while (true) {
      try {
        return writer.createTodo("after the crash");
      } catch (AssertionError | RuntimeException notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
      }
    }
  }

  private static String otherThan(DemoNode victim) {
    return cluster.nodes().stream()
        .filter(node -> node != victim)
        .map(node -> "http://localhost:" + node.port() + "/")
        .findFirst()
        .orElseThrow();
  }
}
