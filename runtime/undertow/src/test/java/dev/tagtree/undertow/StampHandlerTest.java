// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static dev.tagtree.undertow.StampServer.invalidated;
import static dev.tagtree.undertow.StampServer.stamp;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.log.Cursor;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stamp of a response: how new its data is, over real sockets. */
@Timeout(60)
class StampHandlerTest {
  private static final HttpString CURSOR = new HttpString("TagTree-Cursor");

  private final StampServer server = new StampServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theStampIsThatFromBeforeTheHandlerRan() throws Exception {
    server.invalidate("a.x");
    server.awaitServed(server.log.head());
    Cursor before = server.hub.cursor();
    server.serve(
        exchange -> {
          server.invalidate("a.y");
          server.awaitServed(server.log.head());
          exchange.getResponseSender().send("data");
        });
    String response = server.get();
    assertEquals(Optional.of(before.toString()), stamp(response));
    assertNotEquals(before, server.hub.cursor());
    assertTrue(response.endsWith("data"));
  }

  @Test
  void whatFailedHasNoStampButSaysWhatItDid() throws Exception {
    server.serve(
        exchange -> {
          server.invalidate("a.x");
          exchange.setStatusCode(400);
        });
    String response = server.get();
    assertEquals(Optional.empty(), stamp(response));
    assertEquals(Optional.of(server.log.head() + " a.x"), invalidated(response));
  }

  @Test
  void whatWasNotModifiedHasTheStampOfToday() throws Exception {
    server.serve(exchange -> exchange.setStatusCode(304));
    assertEquals(Optional.of(server.hub.cursor().toString()), stamp(server.get()));
  }

  private Optional<String> stampAfter(HttpHandler change) throws Exception {
    server.invalidate("a.x");
    server.awaitServed(server.log.head());
    server.serve(change);
    return stamp(server.get());
  }

  private Cursor moved(long by) {
    return new Cursor(server.hub.cursor().epoch(), server.hub.cursor().offset() + by);
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
    server.serve(
        new BlockingHandler(
            exchange -> {
              exchange.getOutputStream().write("data".getBytes(UTF_8));
              exchange.getOutputStream().flush();
              for (HttpHandler late :
                  List.<HttpHandler>of(
                      StampHandler::omit, each -> StampHandler.stamp(each, server.hub.cursor()))) {
                String why =
                    assertThrows(IllegalStateException.class, () -> late.handleRequest(exchange))
                        .getMessage();
                assertTrue(why.contains("before you send anything"), why);
                refused.countDown();
              }
            }));
    server.get();
    assertTrue(refused.await(10, TimeUnit.SECONDS));
  }

  @Test
  void withoutAStampHandlerTheStaticMethodsDoNothing() throws Exception {
    server.serveAsIs(
        exchange -> {
          StampHandler.omit(exchange);
          StampHandler.stamp(exchange, server.hub.cursor());
          StampHandler.carried(exchange, () -> server.invalidate("a.x")).run();
          exchange.getResponseSender().send("data");
        });
    String response = server.get();
    assertTrue(response.startsWith("HTTP/1.1 200"));
    assertFalse(response.contains("TagTree"), response);
  }

  @Test
  void argumentsAreNamed() {
    assertEquals(
        "hub",
        assertThrows(NullPointerException.class, () -> StampHandler.of(null, exchange -> {}))
            .getMessage());
    assertEquals(
        "next",
        assertThrows(NullPointerException.class, () -> StampHandler.of(server.hub, null))
            .getMessage());
    assertEquals(
        "mayName",
        assertThrows(
                NullPointerException.class, () -> StampHandler.builder(server.hub).mayName(null))
            .getMessage());
  }
}
