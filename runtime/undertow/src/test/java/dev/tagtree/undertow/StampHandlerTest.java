// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.HeldLog;
import dev.tagtree.log.MemoryLog;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a response says of its data and of what its handler did, over real sockets. */
@Timeout(60)
class StampHandlerTest {
  private static final HttpString CURSOR = new HttpString("TagTree-Cursor");
  private static final Logger LOGGER = Logger.getLogger("dev.tagtree.http");

  private final HeldLog log = new HeldLog(MemoryLog.create());
  private final TagHub hub = TagHub.builder().log(log).coalesce(Duration.ZERO).build();
  private final ExecutorService own = Executors.newSingleThreadExecutor();
  private Undertow server;

  @AfterEach
  void close() {
    LOGGER.setLevel(null);
    if (server != null) {
      server.stop();
    }
    hub.close();
    own.shutdown();
  }

  private void serve(HttpHandler api) {
    serveAsIs(StampHandler.of(hub, api));
  }

  private void serveAsIs(HttpHandler root) {
    server =
        Undertow.builder()
            .setIoThreads(1)
            .setWorkerThreads(2)
            .addHttpListener(0, "127.0.0.1")
            .setHandler(root)
            .build();
    server.start();
  }

  private int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  private RawClient ask(String... headers) throws Exception {
    RawClient client = new RawClient(port());
    String[] all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 1, headers.length);
    all[0] = "Connection: close";
    client.send("GET /api HTTP/1.1", all);
    return client;
  }

  private String get(String... headers) throws Exception {
    try (RawClient client = ask(headers)) {
      return client.awaitEnd();
    }
  }

  private static Optional<String> header(String response, String name) {
    return response
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst();
  }

  private static Optional<String> stamp(String response) {
    return header(response, "TagTree-Cursor");
  }

  private static Optional<String> invalidated(String response) {
    return header(response, "TagTree-Invalidated");
  }

  private void invalidate(String... tags) {
    hub.invalidate(List.of(tags).stream().map(Tag::parse).toList());
  }

  private void awaitServed(Cursor cursor) {
    assertTrue(hub.whenServed(cursor, Duration.ofSeconds(10)).join());
  }

  // The stamp.

  @Test
  void theStampIsThatFromBeforeTheHandlerRan() throws Exception {
    invalidate("a.x");
    awaitServed(log.head());
    Cursor before = hub.cursor();
    serve(
        exchange -> {
          invalidate("a.y");
          awaitServed(log.head());
          exchange.getResponseSender().send("data");
        });
    String response = get();
    assertEquals(Optional.of(before.toString()), stamp(response));
    assertNotEquals(before, hub.cursor());
    assertTrue(response.endsWith("data"));
  }

  @Test
  void whatFailedHasNoStampButSaysWhatItDid() throws Exception {
    serve(
        exchange -> {
          invalidate("a.x");
          exchange.setStatusCode(400);
        });
    String response = get();
    assertEquals(Optional.empty(), stamp(response));
    assertEquals(Optional.of(log.head() + " a.x"), invalidated(response));
  }

  @Test
  void whatWasNotModifiedHasTheStampOfToday() throws Exception {
    serve(exchange -> exchange.setStatusCode(304));
    assertEquals(Optional.of(hub.cursor().toString()), stamp(get()));
  }

  private Optional<String> stampAfter(HttpHandler change) throws Exception {
    invalidate("a.x");
    awaitServed(log.head());
    serve(change);
    return stamp(get());
  }

  private Cursor moved(long by) {
    return new Cursor(hub.cursor().epoch(), hub.cursor().offset() + by);
  }

  @Test
  void aHandlerLowersTheStampToTheOldestOfItsData() throws Exception {
    Optional<String> stamp =
        stampAfter(
            exchange -> {
              StampHandler.stamp(exchange, moved(-2));
              StampHandler.stamp(exchange, moved(-5));
              StampHandler.stamp(exchange, moved(-3));
            });
    assertEquals(Optional.of(moved(-5).toString()), stamp);
  }

  @Test
  void aHandlerOmitsTheStamp() throws Exception {
    assertEquals(Optional.empty(), stampAfter(StampHandler::omit));
  }

  @Test
  void whatAHandlerHasPutThereItselfStays() throws Exception {
    Optional<String> stamp =
        stampAfter(exchange -> exchange.getResponseHeaders().put(CURSOR, "theirs-1"));
    assertEquals(Optional.of("theirs-1"), stamp);
  }

  @Test
  void onceTheResponseHasBegunItIsTooLate() throws Exception {
    CountDownLatch refused = new CountDownLatch(2);
    serve(
        new BlockingHandler(
            exchange -> {
              exchange.getOutputStream().write("data".getBytes());
              exchange.getOutputStream().flush();
              for (HttpHandler late :
                  List.<HttpHandler>of(
                      StampHandler::omit, each -> StampHandler.stamp(each, hub.cursor()))) {
                String why =
                    assertThrows(IllegalStateException.class, () -> late.handleRequest(exchange))
                        .getMessage();
                assertTrue(why.contains("before you send anything"), why);
                refused.countDown();
              }
            }));
    get();
    assertTrue(refused.await(10, TimeUnit.SECONDS));
  }

  @Test
  void withoutAStampHandlerTheStaticMethodsDoNothing() throws Exception {
    serveAsIs(
        exchange -> {
          StampHandler.omit(exchange);
          StampHandler.stamp(exchange, hub.cursor());
          StampHandler.carried(exchange, () -> invalidate("a.x")).run();
          exchange.getResponseSender().send("data");
        });
    String response = get();
    assertTrue(response.startsWith("HTTP/1.1 200"));
    assertFalse(response.contains("TagTree"), response);
  }

  // What was invalidated.

  /** Where a handler does its work. */
  enum Where {
    IO(api -> api),
    BLOCKING(BlockingHandler::new),
    DISPATCHED_TWICE(api -> exchange -> exchange.dispatch(new Again(api))),
    SAME_THREAD(
        api ->
            exchange ->
                exchange.dispatch(
                    SameThreadExecutor.INSTANCE,
                    () -> {
                      try {
                        api.handleRequest(exchange);
                      } catch (Exception failure) {
                        throw new IllegalStateException(failure);
                      }
                    })),
    TASK(
        api ->
            exchange ->
                exchange.dispatch(
                    () -> {
                      try {
                        api.handleRequest(exchange);
                      } catch (Exception failure) {
                        throw new IllegalStateException(failure);
                      }
                    }));

    private record Again(HttpHandler api) implements HttpHandler {
      @Override
      public void handleRequest(HttpServerExchange exchange) {
        exchange.dispatch(api);
      }
    }

    final Function<HttpHandler, HttpHandler> around;

    Where(Function<HttpHandler, HttpHandler> around) {
      this.around = around;
    }
  }

  private void assertSaid(String tags) throws Exception {
    String response = get();
    assertEquals(Optional.of(log.head() + " " + tags), invalidated(response));
  }

  @ParameterizedTest
  @EnumSource
  void whatTheHandlerInvalidatesIsNamedWithItsPosition(Where where) throws Exception {
    serve(
        where.around.apply(
            exchange -> {
              invalidate("a.x", "b.*");
              invalidate("a.x", "c.y(%2A)");
              exchange.getResponseSender().send("done");
            }));
    assertSaid("a.x b.* c.y(%2A)");
  }

  @ParameterizedTest
  @EnumSource
  void whoeverComesNextOnTheSameThreadsSaysNothingOfIt(Where where) throws Exception {
    serve(
        where.around.apply(
            exchange -> {
              if (exchange.getRequestHeaders().contains("Change")) {
                invalidate("a.x");
              }
              exchange.getResponseSender().send("done");
            }));
    for (int i = 0; i < 3; i++) {
      assertTrue(invalidated(get("Change: yes")).isPresent());
      assertEquals(Optional.empty(), invalidated(get()));
    }
  }

  @Test
  void aCustomExecutorIsFollowed() throws Exception {
    serve(
        exchange ->
            exchange.dispatch(
                own,
                inner -> {
                  invalidate("a.x");
                  inner.getResponseSender().send("done");
                }));
    assertSaid("a.x");
  }

  @Test
  void anotherThreadIsHeardOnlyWhenTheWorkIsCarried() throws Exception {
    serve(
        new BlockingHandler(
            exchange -> {
              own.submit(() -> invalidate("a.x")).get();
              own.submit(StampHandler.carried(exchange, () -> invalidate("a.y"))).get();
              own.submit(() -> invalidate("a.z")).get();
              exchange.getResponseSender().send("done");
            }));
    assertEquals("a.y", invalidated(get()).orElseThrow().split(" ", 2)[1]);
  }

  @Test
  void aSecondHandlerBehindAQueueGoesOnWithTheFirst() throws Exception {
    HttpHandler api =
        StampHandler.of(
            hub,
            exchange -> {
              invalidate("a.x");
              exchange.getResponseSender().send("done");
            });
    Cursor before = hub.cursor();
    serve(
        exchange ->
            exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () ->
                    own.execute(
                        () -> {
                          invalidate("of.others");
                          awaitServed(log.head());
                          exchange.dispatch(api);
                        })));
    String response = get();
    assertEquals("a.x", invalidated(response).orElseThrow().split(" ", 2)[1]);
    assertEquals(Optional.of(before.toString()), stamp(response));
  }

  @Test
  void whatIsInvalidatedAfterTheResponseHasBegunIsNotNamed() throws Exception {
    serve(
        new BlockingHandler(
            exchange -> {
              invalidate("a.x");
              exchange.getOutputStream().write("data".getBytes());
              exchange.getOutputStream().flush();
              invalidate("a.y");
            }));
    assertTrue(invalidated(get()).orElseThrow().endsWith(" a.x"));
  }

  @Test
  void onlyWhatTheCallerMayKnowIsNamed() throws Exception {
    serveAsIs(
        StampHandler.builder(hub)
            .mayName((exchange, tag) -> !tag.toString().contains("bob"))
            .build(exchange -> invalidate("user(ann).inbox", "user(bob).inbox")));
    assertEquals("user(ann).inbox", invalidated(get()).orElseThrow().split(" ", 2)[1]);
    server.stop();

    serveAsIs(
        StampHandler.builder(hub)
            .mayName((exchange, tag) -> false)
            .build(exchange -> invalidate("user(bob).inbox")));
    assertEquals(Optional.empty(), invalidated(get()));
  }

  @Test
  void aCheckThatFailsNamesNothingAndTheResponseGoesOut() throws Exception {
    LOGGER.setLevel(Level.OFF);
    serveAsIs(
        StampHandler.builder(hub)
            .mayName(
                (exchange, tag) -> {
                  throw new IllegalStateException("as it happens");
                })
            .build(
                exchange -> {
                  invalidate("user(bob).inbox");
                  exchange.getResponseSender().send("done");
                }));
    String response = get();
    assertEquals(Optional.empty(), invalidated(response));
    assertTrue(stamp(response).isPresent());
    assertTrue(response.endsWith("done"));
  }

  // What the client wants.

  /** {@return a handler that says on which thread it ran, and as of when} */
  private HttpHandler thread() {
    return exchange ->
        exchange.getResponseSender().send(exchange.isInIoThread() ? "on io" : "on worker");
  }

  @ParameterizedTest
  @EnumSource(names = {"IO", "BLOCKING"})
  void aRequestWaitsForThePositionItWantsAndNobodyElseDoes(Where where) throws Exception {
    serve(where.around.apply(thread()));
    log.hold();
    invalidate("a.x");
    String wanted = log.head().toString();
    try (RawClient waiting = ask("TagTree-Wanted: " + wanted)) {
      String other = get();
      assertNotEquals(Optional.of(wanted), stamp(other));
      assertEquals("", waiting.text());
      log.release();
      String response = waiting.awaitEnd();
      // Should this machine have been slower than the wait, it may have gone on as it was.
      assertTrue(response.startsWith("HTTP/1.1 200"), response);
      assertTrue(response.endsWith(where == Where.IO ? "on io" : "on worker"), response);
      assertTrue(stamp(response).isPresent());
    }
  }

  @Test
  void behindABlockingHandlerItGoesOnOnAWorker() throws Exception {
    serveAsIs(new BlockingHandler(StampHandler.of(hub, thread())));
    log.hold();
    invalidate("a.x");
    String response = get("TagTree-Wanted: " + log.head());
    assertTrue(response.endsWith("on worker"), response);
    assertTrue(stamp(response).isPresent());
  }

  @Test
  void whatIsInvalidatedAfterAWaitIsNamed() throws Exception {
    serve(
        new BlockingHandler(
            exchange -> {
              invalidate("a.y");
              exchange.getResponseSender().send("done");
            }));
    log.hold();
    invalidate("a.x");
    String response = get("TagTree-Wanted: " + log.head());
    assertTrue(invalidated(response).orElseThrow().endsWith(" a.y"), response);
  }

  @Test
  void aRequestThatWaitedHasTheStampItWanted() throws Exception {
    serve(thread());
    for (int i = 0; i < 50; i++) {
      invalidate("a.x");
      Cursor wanted = log.head();
      Cursor stamp = Cursor.parse(stamp(get("TagTree-Wanted: " + wanted)).orElseThrow()).get();
      if (stamp.offset() >= wanted.offset()) {
        return; // the wait is bounded, so a machine that stops for a while may need more
      }
    }
    throw new AssertionError("none of 50 requests got what it wanted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "", "é-1"})
  void whatCannotBeWaitedForIsIgnored(String wanted) throws Exception {
    serve(thread());
    String response = get("TagTree-Wanted: " + wanted);
    assertTrue(response.startsWith("HTTP/1.1 200"), response);
    assertTrue(stamp(response).isPresent());
  }

  @Test
  void whoHasHungUpMeanwhileIsNoTrouble() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    serve(
        exchange -> {
          ran.countDown();
          exchange.getResponseSender().send("data");
        });
    log.hold();
    invalidate("a.x");
    ask("TagTree-Wanted: " + log.head()).reset();
    log.release();
    assertTrue(ran.await(10, TimeUnit.SECONDS));
    assertTrue(get().endsWith("data"));
  }

  @Test
  void argumentsAreNamed() {
    assertEquals(
        "hub",
        assertThrows(NullPointerException.class, () -> StampHandler.of(null, exchange -> {}))
            .getMessage());
    assertEquals(
        "next",
        assertThrows(NullPointerException.class, () -> StampHandler.of(hub, null)).getMessage());
    assertEquals(
        "mayName",
        assertThrows(NullPointerException.class, () -> StampHandler.builder(hub).mayName(null))
            .getMessage());
  }
}
