// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.HeldLog;
import dev.tagtree.log.MemoryLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stamp of a response: what it says of its data and of what its handler did. */
@Timeout(60)
class StampTest {
  private static final String CURSOR = "TagTree-Cursor";
  private static final String INVALIDATED = "TagTree-Invalidated";

  private final RestlessLog log = new RestlessLog();
  private final TagHub hub = TagHub.builder().log(log).coalesce(Duration.ZERO).build();
  private final Stamp stamp = Stamp.of(hub);
  private final Cursor before = hub.cursor();

  @AfterEach
  void close() {
    hub.close();
  }

  private Cursor moved(long by) {
    return new Cursor(before.epoch(), before.offset() + by);
  }

  private Map<String, String> headers() {
    return stamp.headers(200, tag -> true);
  }

  private void handler(String... tags) {
    stamp.recording().during(() -> hub.invalidate(List.of(tags).stream().map(Tag::parse).toList()));
  }

  @Test
  void theStampIsThatFromBeforeTheHandlerRan() {
    handler("a.x");
    assertTrue(hub.whenServed(log.head(), Duration.ofSeconds(10)).join());
    assertEquals(before.toString(), headers().get(CURSOR));
    assertFalse(hub.cursor().equals(before));
  }

  @Test
  void whatFailedHasNoStampButSaysWhatItDid() {
    handler("a.x");
    assertEquals(Map.of(INVALIDATED, log.head() + " a.x"), stamp.headers(400, tag -> true));
    assertTrue(stamp.headers(399, tag -> true).containsKey(CURSOR));
  }

  @Test
  void itIsLoweredToTheOldestOfTheData() {
    stamp.lower(moved(-2));
    stamp.lower(moved(-5));
    stamp.lower(moved(-3));
    stamp.lower(moved(1));
    assertEquals(Map.of(CURSOR, moved(-5).toString()), headers());
  }

  @Test
  void aPositionOfAnotherEpochMakesItUnknownForGood() {
    stamp.lower(new Cursor("other", 1));
    stamp.lower(moved(-1));
    assertEquals(Map.of(), headers());
  }

  @Test
  void itCanBeGivenUp() {
    stamp.omit();
    assertEquals(Map.of(), headers());
  }

  @Test
  void whatTheHandlerInvalidatesIsNamedOnceWithItsPosition() {
    handler("a.x", "b.*");
    handler("a.x", "c.y(%2A)");
    assertEquals(log.head() + " a.x b.* c.y(%2A)", headers().get(INVALIDATED));
    assertFalse(Stamp.of(hub).headers(200, tag -> true).containsKey(INVALIDATED));
  }

  @Test
  void wherePositionsCannotBeComparedThereIsADash() {
    log.restless = true;
    handler("a.x");
    handler("a.y");
    assertEquals("- a.x a.y", headers().get(INVALIDATED));
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65})
  void moreThan64TagsAreEverything(int count) {
    String[] tags =
        IntStream.range(0, count).mapToObj(i -> "a.b(" + i + ")").toArray(String[]::new);
    handler(tags);
    String said = count > 64 ? "*" : String.join(" ", tags);
    assertEquals(log.head() + " " + said, headers().get(INVALIDATED));
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 16})
  void moreThan4KibibytesAreEverything(int count) {
    String value = "v".repeat(250);
    String[] tags =
        IntStream.range(0, count).mapToObj(i -> "a.b(" + value + i + ")").toArray(String[]::new);
    handler(tags);
    String said = count > 15 ? "*" : String.join(" ", tags);
    assertEquals(log.head() + " " + said, headers().get(INVALIDATED));
  }

  @Test
  void onlyWhatTheCallerMayKnowIsNamed() {
    handler("user(ann).inbox", "user(bob).inbox");
    String said = stamp.headers(200, tag -> !tag.toString().contains("bob")).get(INVALIDATED);
    assertEquals(log.head() + " user(ann).inbox", said);
    assertFalse(stamp.headers(200, tag -> false).containsKey(INVALIDATED));
    handler("*");
    assertEquals(log.head() + " *", stamp.headers(200, tag -> false).get(INVALIDATED));
  }

  @Test
  void aCheckThatFailsNamesNothing() {
    Logger logger = Logger.getLogger("dev.tagtree.http");
    logger.setLevel(Level.OFF);
    try {
      handler("user(bob).inbox");
      Map<String, String> headers =
          stamp.headers(
              200,
              tag -> {
                throw new IllegalStateException("as it happens");
              });
      assertEquals(Map.of(CURSOR, before.toString()), headers);
    } finally {
      logger.setLevel(null);
    }
  }

  @Test
  void aRequestWaitsForThePositionItWants() {
    log.hold();
    hub.invalidate(Tag.parse("a.x"));
    CompletableFuture<Boolean> served = Stamp.wanted(hub, log.head().toString());
    log.release();
    // Should this machine have been slower than the wait, it is over all the same.
    served.join();
    assertTrue(Stamp.wanted(hub, hub.cursor().toString()).join(), "that has come already");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"other-1", "garbage", "", "-", "a-99999999999999999999", "é-1"})
  void whatCannotBeWaitedForIsIgnored(String wanted) {
    assertTrue(Stamp.wanted(hub, wanted).isDone());
  }

  @Test
  void aPositionThatNeverComesIsNotWaitedForForEver() {
    assertFalse(Stamp.wanted(hub, moved(1_000_000_000_000_000L).toString()).join());
  }

  /** A log in memory that a node can be kept from reading. */
  private static final class RestlessLog extends HeldLog {
    /** True while each append begins another epoch, as far as the node hears. */
    volatile boolean restless;

    RestlessLog() {
      super(MemoryLog.create());
    }

    @Override
    public Cursor append(List<Tag> tags) {
      Cursor cursor = super.append(tags);
      return restless ? new Cursor("e" + cursor.offset(), 1) : cursor;
    }
  }
}
