// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import static dev.tagtree.undertow.StampServer.invalidated;
import static dev.tagtree.undertow.StampServer.stamp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.log.Cursor;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wait of a request for the position that it wants its data to have. */
@Timeout(60)
class StampWantedTest {
  private final StampServer server = new StampServer();

  @AfterEach
  void close() {
    server.close();
  }

  /** {@return a handler that says on which thread it ran, and as of when} */
  private HttpHandler thread() {
    return exchange ->
        exchange.getResponseSender().send(exchange.isInIoThread() ? "on io" : "on worker");
  }

  @ParameterizedTest
  @EnumSource(names = {"IO", "BLOCKING"})
  void aRequestWaitsForThePositionItWantsAndNobodyElseDoes(Place place) throws Exception {
    server.serve(place.around.apply(thread()));
    server.log.hold();
    server.invalidate("a.x");
    String wanted = server.log.head().toString();
    try (RawClient waiting = server.ask("TagTree-Wanted: " + wanted)) {
      String other = server.get();
      assertNotEquals(Optional.of(wanted), stamp(other));
      assertEquals("", waiting.text());
      server.log.release();
      String response = waiting.awaitEnd();
      // Should this machine have been slower than the wait, it may have gone on as it was.
      assertTrue(response.startsWith("HTTP/1.1 200"), response);
      assertTrue(response.endsWith(place == Place.IO ? "on io" : "on worker"), response);
      assertTrue(stamp(response).isPresent());
    }
  }

  @Test
  void behindABlockingHandlerItGoesOnOnAWorker() throws Exception {
    server.serveAsIs(new BlockingHandler(StampHandler.of(server.hub, thread())));
    server.log.hold();
    server.invalidate("a.x");
    String response = server.get("TagTree-Wanted: " + server.log.head());
    assertTrue(response.endsWith("on worker"), response);
    assertTrue(stamp(response).isPresent());
  }

  @Test
  void whatIsInvalidatedAfterAWaitIsNamed() throws Exception {
    server.serve(
        new BlockingHandler(
            exchange -> {
              server.invalidate("a.y");
              exchange.getResponseSender().send("done");
            }));
    server.log.hold();
    server.invalidate("a.x");
    String response = server.get("TagTree-Wanted: " + server.log.head());
    assertTrue(invalidated(response).orElseThrow().endsWith(" a.y"), response);
  }

  @Test
  void aRequestThatWaitedHasTheStampItWanted() throws Exception {
    server.serve(thread());
    for (int i = 0; i < 50; i++) {
      server.invalidate("a.x");
      Cursor wanted = server.log.head();
      Cursor stamp =
          Cursor.parse(stamp(server.get("TagTree-Wanted: " + wanted)).orElseThrow()).get();
      if (stamp.offset() >= wanted.offset()) {
        return; // the wait is bounded, so a machine that stops for a while may need more
      }
    }
    throw new AssertionError("none of 50 requests got what it wanted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "", "é-1"})
  void whatCannotBeWaitedForIsIgnored(String wanted) throws Exception {
    server.serve(thread());
    String response = server.get("TagTree-Wanted: " + wanted);
    assertTrue(response.startsWith("HTTP/1.1 200"), response);
    assertTrue(stamp(response).isPresent());
  }

  @Test
  void whoHasHungUpMeanwhileIsNoTrouble() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    server.serve(
        exchange -> {
          ran.countDown();
          exchange.getResponseSender().send("data");
        });
    server.log.hold();
    server.invalidate("a.x");
    server.ask("TagTree-Wanted: " + server.log.head()).reset();
    server.log.release();
    assertTrue(ran.await(10, TimeUnit.SECONDS));
    assertTrue(server.get().endsWith("data"));
  }
}
