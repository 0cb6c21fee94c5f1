// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import dev.tagtree.kit.Patience;
import dev.tagtree.log.HeldLog;
import dev.tagtree.log.MemoryLog;
import dev.tagtree.undertow.StampHandler;
import dev.tagtree.undertow.TagHandler;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Two nodes over one log: the first has the streams and an API, the second a copy of the data that
 * it brings up to date when it hears of a change. Counts what each tab reads.
 */
final class StampServer implements AutoCloseable {
  /** A page cannot prove what it read around the start of a server. */
  private static final Duration AGE = Duration.ofSeconds(3);

  private static final Duration SERVED = Duration.ofSeconds(30);

  private static final int WRITE_MILLIS = 400;

  private static final String PAGE =
      """
      <!doctype html>
      <title>tab</title>
      <script>window.process = { env: {} }; // TanStack Query is meant for bundlers</script>
      <ul id="rows"></ul>
      <script type="module">
        import { MutationObserver, QueryClient, QueryObserver } from "/core/build/modern/index.js";
        import { connect } from "/tags/core.js";
        import { stamped, syncQueries, tags } from "/tags/tanstack.js";

        const wanted = new URLSearchParams(location.search);
        const tab = wanted.get("tab");
        const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
        window.heard = [];
        window.outcomes = [];
        window.shown = {};
        window.renderings = [];
        window.stream = connect({ url: "/tags/events" });
        stream.listen(({ type, from, local }) => heard.push(local ? "local" : from ?? type));
        syncQueries(client, stream, { onRefetch: ({ outcome }) => outcomes.push(outcome) });

        const read = stamped(stream, async (fetch, { queryKey: [path], signal }) =>
          (await fetch(`/${path}?tab=${tab}`, { signal })).json());
        window.load = (path) => new QueryObserver(client, {
          queryKey: [path],
          queryFn: read,
          meta: tags(`things.${path.split("/").at(-1)}`),
        }).subscribe(({ data }) => show(path, data));
        wanted.getAll("query").forEach(load);

        function show(path, data) {
          shown[path] = data;
          const rows = document.getElementById("rows");
          rows.textContent = JSON.stringify(data);
          if (data && renderings.at(-1) !== rows.textContent) renderings.push(rows.textContent);
        }

        const write = stamped(stream, async (fetch, row) =>
          fetch(`/api/rows?row=${row}`, { method: "POST" }));
        window.add = (row, declared) => new MutationObserver(client, {
          mutationFn: write,
          onMutate: (row) => client.setQueryData(["api/list"], (rows) => [...rows, row]),
          ...(declared && { meta: tags("things.list") }),
        }).mutate(row);
        window.change = () => write(undefined, "x");
      </script>
      """;

  private final MemoryLog log = MemoryLog.create();
  private final HeldLog secondLog = new HeldLog(log);
  private final TagHub hub = TagHub.builder().log(log).build();
  private final TagHub second = TagHub.builder().log(secondLog).build();

  private final List<String> rows = new CopyOnWriteArrayList<>();
  private volatile List<String> copy = List.of();
  private final Map<String, Integer> reads = new ConcurrentHashMap<>();
  private final Queue<HttpServerExchange> held = new ConcurrentLinkedQueue<>();
  private final HttpHandler tags = TagHandler.of(hub);
  private final Undertow server;
  private volatile String heldPath = "";

  private StampServer() {
    second.listen(Tag.parse("things.*"), tag -> copy = List.copyOf(rows));
    server =
        Undertow.builder()
            .addHttpListener(0, "localhost")
            .setHandler(
                Handlers.path(StampServer::page)
                    .addPrefixPath("/core", QueryCore.files())
                    .addPrefixPath("/tags", this::tags)
                    .addPrefixPath("/api", StampHandler.of(hub, this::api))
                    .addPrefixPath("/copy", StampHandler.of(second, this::copy))
                    .addPrefixPath("/plain", this::copy))
            .build();
  }

  static StampServer start() {
    StampServer started = new StampServer();
    started.server.start();
    Patience.pause(AGE);
    return started;
  }

  String url() {
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    return "http://localhost:" + address.getPort() + "/";
  }

  private static void page(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
    exchange.getResponseSender().send(PAGE);
  }

  /** Leaves a path of the mount unanswered from now on, until {@link #release}. */
  void hold(String path) {
    heldPath = path;
  }

  void release() {
    heldPath = "";
    for (HttpServerExchange one; (one = held.poll()) != null; ) {
      one.dispatch(one.getIoThread(), tags);
    }
  }

  private void tags(HttpServerExchange exchange) throws Exception {
    if (exchange.getRelativePath().equals(heldPath)) {
      exchange.dispatch(
          SameThreadExecutor.INSTANCE,
          () -> {
            held.add(exchange);
            if (heldPath.isEmpty()) {
              release(); // it was released just now
            }
          });
    } else {
      tags.handleRequest(exchange);
    }
  }

  /** Keeps the second node from hearing of anything. */
  void holdSecond() {
    secondLog.hold();
  }

  void releaseSecond() {
    secondLog.release();
  }

  /** Changes the data as somebody else would who is in no tab, and waits for the node to see it. */
  void add(String row) {
    change(row);
    if (!hub.whenServed(log.head(), SERVED).join()) {
      throw new AssertionError("the node has not read its log within " + SERVED);
    }
  }

  private void change(String row) {
    rows.add(row);
    hub.invalidate(Tag.parse("things.list"), Tag.parse("things.summary"));
  }

  private void api(HttpServerExchange exchange) {
    if (exchange.getRequestMethod().equals(Methods.GET)) {
      read(exchange, rows);
      return;
    }
    Runnable write =
        StampHandler.carried(
            exchange,
            () -> {
              change(exchange.getQueryParameters().get("row").getFirst());
              exchange.setStatusCode(StatusCodes.NO_CONTENT).endExchange();
            });
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () -> exchange.getIoThread().executeAfter(write, WRITE_MILLIS, TimeUnit.MILLISECONDS));
  }

  private void copy(HttpServerExchange exchange) {
    read(exchange, copy);
  }

  private void read(HttpServerExchange exchange, List<String> data) {
    String tab = exchange.getQueryParameters().get("tab").getFirst();
    reads.merge(tab + exchange.getRequestPath(), 1, Integer::sum);
    List<String> texts = new ArrayList<>();
    data.forEach(row -> texts.add('"' + row + '"'));
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(texts.toString());
  }

  /** {@return how often a tab has read something, such as {@code A/api/list}} */
  int reads(String what) {
    return reads.getOrDefault(what, 0);
  }

  /** {@return the data, as a page shows it} */
  String rows() {
    List<String> texts = new ArrayList<>();
    rows.forEach(row -> texts.add('"' + row + '"'));
    return String.join(",", texts).transform(all -> "[" + all + "]");
  }

  @Override
  public void close() {
    releaseSecond();
    hub.close();
    second.close();
    server.stop();
    log.close();
  }
}
