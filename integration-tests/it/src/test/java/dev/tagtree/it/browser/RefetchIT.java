// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import static dev.tagtree.it.browser.OneBrowser.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.CDPSession;
import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import dev.tagtree.it.Impatient;
import dev.tagtree.kit.Patience;
import dev.tagtree.undertow.TagHandler;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a real tab fetches with TanStack Query, in a storm of events and while nobody sees it. */
@Impatient
class RefetchIT {
  @RegisterExtension static final OneBrowser BROWSER = new OneBrowser();

  private static final int LATENCY_MILLIS = 100;
  private static final Tag TAG = Tag.parse("things.list");

  private static final String PAGE =
      """
      <!doctype html>
      <title>tab</title>
      <script>window.process = { env: {} }; // TanStack Query is meant for bundlers</script>
      <script type="module">
        import { QueryClient, QueryObserver } from "/core/build/modern/index.js";
        import { connect } from "/tags/core.js";
        import { syncQueries, tags } from "/tags/tanstack.js";
        window.aborted = 0;
        window.updates = [];
        const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
        window.stream = connect({ url: "/tags/events" });
        syncQueries(client, stream);
        new QueryObserver(client, {
          queryKey: ["things"],
          queryFn: async ({ signal }) => {
            signal.addEventListener("abort", () => window.aborted++);
            return (await fetch("/api", { signal })).json();
          },
          meta: tags("things.list"),
        }).subscribe(({ data }) => {
          if (data !== undefined && updates.at(-1)?.data !== data) {
            updates.push({ data, at: performance.now() });
          }
        });
      </script>
      """;

  private final AtomicInteger state = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final TagHub hub = TagHub.create();
  private Undertow server;
  private CDPSession session;
  private String profile;

  @BeforeEach
  void open() {
    server =
        Undertow.builder()
            .addHttpListener(0, "localhost")
            .setHandler(
                Handlers.path(
                        exchange -> {
                          exchange
                              .getResponseHeaders()
                              .put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
                          exchange.getResponseSender().send(PAGE);
                        })
                    .addPrefixPath("/core", QueryCore.files())
                    .addPrefixPath("/tags", TagHandler.of(hub))
                    .addExactPath("/api", this::read))
            .build();
    server.start();
    session = BROWSER.get().newBrowserCDPSession();
    profile = BareTab.profile(session);
  }

  @AfterEach
  void close() {
    BareTab.close(session, profile);
    server.stop();
    hub.close();
  }

  @Test
  void aStormIsShownWhileItLastsAndEndsFresh() {
    BareTab tab = show();
    tab.evaluate("updates.length = 0");
    int before = requests.get();

    for (int i = 0; i < 20; i++) {
      change();
      Patience.pause(Duration.ofMillis(50));
    }
    int updates = tab.evaluate("updates.length").getAsInt();
    await("fresh data", () -> tab.is("updates.at(-1).data === " + state));

    System.out.printf(
        "A storm: %d updates in a second, %d requests%n", updates, requests.get() - before);
    assertTrue(updates >= 8, updates + " updates");
    assertTrue(tab.is("aborted === 0"));
  }

  @Test
  void aHiddenTabFetchesNothingAndOnceWhenItIsShown() {
    BareTab tab = show();
    BareTab.open(session, profile, "about:blank").show();
    await("hidden", () -> tab.is("document.hidden"));
    int before = requests.get();

    for (int i = 0; i < 500; i++) {
      change();
    }
    Patience.pause(Duration.ofSeconds(2));
    assertEquals(before, requests.get(), "requests while nobody looks");

    tab.show();
    await("fresh data", () -> tab.is("updates.at(-1)?.data === " + state));
    Patience.pause(Duration.ofSeconds(1));
    assertEquals(before + 1, requests.get(), "requests of the tab that is shown");
  }

  private BareTab show() {
    BareTab tab = BareTab.open(session, profile, url());
    tab.show();
    await("live", () -> tab.is("window.stream?.status === 'live'"));
    await("data", () -> tab.is("updates.length > 0"));
    Patience.pause(Duration.ofMillis(500));
    return tab;
  }

  private void change() {
    state.incrementAndGet();
    hub.invalidate(TAG);
  }

  private void read(HttpServerExchange exchange) {
    requests.incrementAndGet();
    String seen = state.toString();
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () ->
            exchange
                .getIoThread()
                .executeAfter(
                    () -> exchange.getResponseSender().send(seen),
                    LATENCY_MILLIS,
                    TimeUnit.MILLISECONDS));
  }

  private String url() {
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    return "http://localhost:" + address.getPort() + "/";
  }
}
