// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static dev.tagtree.undertow.StampServer.invalidated;
import static dev.tagtree.undertow.StampServer.stamp;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.log.Cursor;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.SameThreadExecutor;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tags that a response says its handler has invalidated, wherever that ran. */
@Timeout(60)
class StampInvalidatedTest {
  private static final Logger LOGGER = Logger.getLogger("dev.tagtree.http");

  private final StampServer server = new StampServer();
  private final ExecutorService own = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() {
    LOGGER.setLevel(null);
    server.close();
    own.shutdown();
  }

  private void assertSaid(String tags) throws Exception {
    String response = server.get();
    assertEquals(Optional.of(server.log.head() + " " + tags), invalidated(response));
  }

  @ParameterizedTest
  @EnumSource
  void whatTheHandlerInvalidatesIsNamedWithItsPosition(Place place) throws Exception {
    server.serve(
        place.around.apply(
            exchange -> {
              server.invalidate("a.x", "b.*");
              server.invalidate("a.x", "c.y(%2A)");
              exchange.getResponseSender().send("done");
            }));
    assertSaid("a.x b.* c.y(%2A)");
  }

  @ParameterizedTest
  @EnumSource
  void whoeverComesNextOnTheSameThreadsSaysNothingOfIt(Place place) throws Exception {
    server.serve(
        place.around.apply(
            exchange -> {
              if (exchange.getRequestHeaders().contains("Change")) {
                server.invalidate("a.x");
              }
              exchange.getResponseSender().send("done");
            }));
    for (int i = 0; i < 3; i++) {
      assertTrue(invalidated(server.get("Change: yes")).isPresent());
      assertEquals(Optional.empty(), invalidated(server.get()));
    }
  }

  @Test
  void aCustomExecutorIsFollowed() throws Exception {
    server.serve(
        exchange ->
            exchange.dispatch(
                own,
                inner -> {
                  server.invalidate("a.x");
                  inner.getResponseSender().send("done");
                }));
    assertSaid("a.x");
  }

  @Test
  void anotherThreadIsHeardOnlyWhenTheWorkIsCarried() throws Exception {
    server.serve(
        new BlockingHandler(
            exchange -> {
              own.submit(() -> server.invalidate("a.x")).get();
              own.submit(StampHandler.carried(exchange, () -> server.invalidate("a.y"))).get();
              own.submit(() -> server.invalidate("a.z")).get();
              exchange.getResponseSender().send("done");
            }));
    assertEquals("a.y", invalidated(server.get()).orElseThrow().split(" ", 2)[1]);
  }

  @Test
  void aSecondHandlerBehindAQueueGoesOnWithTheFirst() throws Exception {
    HttpHandler api =
        StampHandler.of(
            server.hub,
            exchange -> {
              server.invalidate("a.x");
              exchange.getResponseSender().send("done");
            });
    Cursor before = server.hub.cursor();
    server.serve(
        exchange ->
            exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () ->
                    own.execute(
                        () -> {
                          server.invalidate("of.others");
                          server.awaitServed(server.log.head());
                          exchange.dispatch(api);
                        })));
    String response = server.get();
    assertEquals("a.x", invalidated(response).orElseThrow().split(" ", 2)[1]);
    assertEquals(Optional.of(before.toString()), stamp(response));
  }

  @Test
  void whatIsInvalidatedAfterTheResponseHasBegunIsNotNamed() throws Exception {
    server.serve(
        new BlockingHandler(
            exchange -> {
              server.invalidate("a.x");
              exchange.getOutputStream().write("data".getBytes(UTF_8));
              exchange.getOutputStream().flush();
              server.invalidate("a.y");
            }));
    assertTrue(invalidated(server.get()).orElseThrow().endsWith(" a.x"));
  }

  @Test
  void onlyWhatTheCallerMayKnowIsNamed() throws Exception {
    server.serveAsIs(
        StampHandler.builder(server.hub)
            .mayName((exchange, tag) -> !tag.toString().contains("bob"))
            .build(exchange -> server.invalidate("user(ann).inbox", "user(bob).inbox")));
    assertEquals("user(ann).inbox", invalidated(server.get()).orElseThrow().split(" ", 2)[1]);

    server.serveAsIs(
        StampHandler.builder(server.hub)
            .mayName((exchange, tag) -> false)
            .build(exchange -> server.invalidate("user(bob).inbox")));
    assertEquals(Optional.empty(), invalidated(server.get()));
  }

  @Test
  void aCheckThatFailsNamesNothingAndTheResponseGoesOut() throws Exception {
    LOGGER.setLevel(Level.OFF);
    server.serveAsIs(
        StampHandler.builder(server.hub)
            .mayName(
                (exchange, tag) -> {
                  throw new IllegalStateException("as it happens");
                })
            .build(
                exchange -> {
                  server.invalidate("user(bob).inbox");
                  exchange.getResponseSender().send("done");
                }));
    String response = server.get();
    assertEquals(Optional.empty(), invalidated(response));
    assertTrue(stamp(response).isPresent());
    assertTrue(response.endsWith("done"));
  }
}
