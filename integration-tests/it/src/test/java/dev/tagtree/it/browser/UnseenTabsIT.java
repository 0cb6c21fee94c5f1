// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import static dev.tagtree.it.browser.OneBrowser.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.microsoft.playwright.CDPSession;
import dev.tagtree.it.Impatient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One connection, where the tab that has it is hidden or frozen by the browser itself. */
@Impatient
class UnseenTabsIT {
  /** The next leader is there within a second; the other one is for a busy machine. */
  private static final Duration HAND_OVER = Duration.ofSeconds(2);

  @RegisterExtension static final OneBrowser BROWSER = new OneBrowser();

  private static StreamServer server;

  private final List<String> published = new ArrayList<>();
  private CDPSession session;
  private String profile;

  @BeforeAll
  static void serve() {
    server = StreamServer.start();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @BeforeEach
  void openProfile() {
    session = BROWSER.get().newBrowserCDPSession();
    profile = BareTab.profile(session);
  }

  @AfterEach
  void closeProfile() {
    BareTab.close(session, profile);
  }

  @Test
  void aHiddenLeaderRelays() {
    BareTab leader = open();
    BareTab other = open();
    other.show();
    await("hidden", () -> leader.is("document.hidden"));

    publish(50, 5);

    assertTrue(leader.is("window.source?.readyState === 1"));
    assertTrue(other.is("!window.source"));
    for (BareTab tab : List.of(leader, other)) {
      awaitHeard(tab);
    }
  }

  @Test
  void aFrozenLeaderHandsOverAndHearsWhatItMissedWhenItIsThawed() {
    BareTab leader = open();
    BareTab other = open();
    other.show();
    await("hidden", () -> leader.is("document.hidden"));
    int asked = server.asked();

    long frozen = System.nanoTime();
    leader.freeze();
    await("the next leader", () -> server.asked() > asked);
    Duration gap = Duration.ofNanos(server.lastAsked() - frozen);
    publish(50, 5);
    awaitHeard(other);
    System.out.println("A leader that is frozen was followed after " + gap.toMillis() + " ms");
    assertTrue(gap.compareTo(HAND_OVER) < 0, gap.toString());

    leader.thaw();
    awaitHeard(leader);
    await("one connection", () -> server.connections() == 1);
    assertEquals(asked + 1, server.asked(), "streams that were asked for");
  }

  private BareTab open() {
    BareTab tab = BareTab.open(session, profile, server.url());
    await("live", () -> tab.is("window.stream?.status === 'live'"));
    tab.evaluate("heard.length = 0; window.resyncs = 0");
    return tab;
  }

  private void publish(int count, int pauseMillis) {
    published.addAll(server.publish(count, pauseMillis));
  }

  /** Waits until a tab has heard all that was published, each once and in order, and no resync. */
  private void awaitHeard(BareTab tab) {
    String last = published.get(published.size() - 1);
    await("the last event", () -> tab.is("heard.at(-1) === '" + last + "'"));
    List<String> heard = new ArrayList<>();
    for (JsonElement tag : tab.evaluate("heard").getAsJsonArray()) {
      heard.add(tag.getAsString());
    }
    assertEquals(published, heard);
    assertTrue(tab.is("resyncs === 0"));
  }
}
