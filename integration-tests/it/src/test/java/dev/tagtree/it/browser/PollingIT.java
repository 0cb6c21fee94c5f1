// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import static dev.tagtree.it.browser.OneBrowser.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.tagtree.it.Impatient;
import dev.tagtree.it.TcpProxy;
import dev.tagtree.kit.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real browser behind a proxy that holds every response back until it has ended. */
@Impatient
class PollingIT {
  /** A page that was opened so long after the start of its server can prove what it has read. */
  private static final Duration AGE = Duration.ofSeconds(10);

  /** The stream is given 5 s to say hello; the rest is for a busy machine. */
  private static final Duration UNTIL_POLLING = Duration.ofSeconds(9);

  @RegisterExtension static final OneBrowser BROWSER = new OneBrowser();

  private static StreamServer server;

  private final List<String> published = new ArrayList<>();
  private TcpProxy proxy;

  @BeforeAll
  static void serve() {
    server = StreamServer.start();
    Patience.pause(AGE);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @BeforeEach
  void openProxy() throws IOException {
    proxy = TcpProxy.to(server.port());
    proxy.hold();
  }

  @AfterEach
  void closeProxy() throws IOException {
    proxy.close();
  }

  @Test
  void aPageThatHearsNothingPollsAndGoesBackToTheStreamThatWorksAgain() {
    long begin = System.nanoTime();
    Page tab = open();
    Duration waited = Duration.ofNanos(System.nanoTime() - begin);
    System.out.println(
        "A page behind a proxy that buffers polled after " + waited.toMillis() + " ms");
    assertTrue(waited.compareTo(UNTIL_POLLING) < 0, waited.toString());
    assertEquals(false, tab.evaluate("window.source.readyState === 1"), "no stream got through");

    for (int i = 0; i < 3; i++) {
      published.addAll(server.publish(5, 0));
      awaitHeard(tab);
    }

    proxy.release();
    await("the stream", () -> is(tab, "source.readyState === 1"));
    published.addAll(server.publish(5, 0));
    awaitHeard(tab);
    long polls = server.polls();
    Patience.pause(Duration.ofSeconds(7));
    assertTrue(server.polls() <= polls + 1, "it polls no more than once after that");
    published.addAll(server.publish(5, 0));
    awaitHeard(tab);
    assertTrue(is(tab, "stream.status === 'live'"));
  }

  @Test
  void oneTabPollsForAll() {
    List<Page> tabs = List.of(open(), open(), open());
    long polls = server.polls();
    long begin = System.nanoTime();
    for (int i = 0; i < 4; i++) {
      published.addAll(server.publish(5, 0));
      tabs.forEach(this::awaitHeard);
    }
    Patience.pause(Duration.ofSeconds(15).minusNanos(System.nanoTime() - begin));
    long asked = server.polls() - polls;
    long seconds = (System.nanoTime() - begin) / 1_000_000_000;
    System.out.println("Three tabs have polled " + asked + " times in " + seconds + " s");
    assertTrue(asked <= seconds / 3 + 1, "one tab asks once in 3 s at most");
  }

  /** Opens a tab that polls; it is told to refetch nothing. */
  private Page open() {
    Page tab = BROWSER.profile().newPage();
    tab.navigate("http://localhost:" + proxy.port() + "/");
    await("live", () -> is(tab, "window.stream?.status === 'live'"));
    tab.evaluate("heard.length = 0");
    return tab;
  }

  private static boolean is(Page tab, String condition) {
    return Boolean.TRUE.equals(tab.evaluate("Boolean(" + condition + ")"));
  }

  /** Waits until a tab has heard all that was published, each once and in order, and no resync. */
  private void awaitHeard(Page tab) {
    String last = published.get(published.size() - 1);
    await("the last event", () -> is(tab, "heard.at(-1) === '" + last + "'"));
    assertEquals(published, tab.evaluate("heard"));
    assertTrue(is(tab, "resyncs === 0"));
  }
}
