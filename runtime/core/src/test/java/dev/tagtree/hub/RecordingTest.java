// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The invalidations that are heard while something runs. */
class RecordingTest {
  private final Rig rig = new Rig();
  private final Recording recording = rig.hub.recording();

  private void say(String... tags) {
    rig.hub.invalidate(Rig.tags(tags));
  }

  private List<String> heard() {
    return recording.tags().stream().map(Tag::toString).toList();
  }

  @Test
  void whatIsInvalidatedMeanwhileIsHeardOnceAndInOrder() {
    say("before");
    recording.during(() -> say("b.x", "a.x", "b.x"));
    recording.during(() -> say("c.x", "a.x"));
    Cursor last = rig.log.head();
    say("after");
    assertEquals(List.of("b.x", "a.x", "c.x"), heard());
    assertEquals(Optional.of(last), recording.cursor());
  }

  @Test
  void nothingIsHeardOfOtherThreadsUnlessTheyAreInsideToo() throws InterruptedException {
    recording.during(
        () -> {
          Thread outside = new Thread(() -> say("outside"));
          Thread inside = new Thread(() -> recording.during(() -> say("inside")));
          outside.start();
          inside.start();
          outside.join();
          inside.join();
        });
    assertEquals(List.of("inside"), heard());
  }

  @Test
  void aRecordingInsideAnotherIsHeardByBothAndByTheOuterAfterIt() {
    Recording inner = rig.hub.recording();
    recording.during(
        () -> {
          inner.during(() -> say("a.x"));
          say("b.x");
        });
    assertEquals(List.of("a.x", "b.x"), heard());
    assertEquals(Rig.tags("a.x")[0], inner.tags().get(0));
    assertEquals(1, inner.tags().size());
  }

  @Test
  void itEndsWhenWhatRunsFails() {
    assertThrows(
        IOException.class,
        () ->
            recording.during(
                () -> {
                  say("a.x");
                  throw new IOException();
                }));
    say("b.x");
    assertEquals(List.of("a.x"), heard());
  }

  @Test
  void anotherHubIsNotHeard() {
    Rig other = new Rig();
    recording.during(() -> other.hub.invalidate(Rig.tags("a.x")));
    assertEquals(List.of(), heard());
    assertEquals(Optional.empty(), recording.cursor());
  }

  @Test
  void moreTagsThanAreKeptAreEverything() {
    String[] many =
        IntStream.range(0, Recording.MAX_TAGS)
            .mapToObj(i -> "a.b(" + i + ")")
            .toArray(String[]::new);
    recording.during(() -> say(many));
    recording.during(() -> say(many));
    assertEquals(List.of(many), heard());
    recording.during(() -> say("one.more"));
    assertEquals(List.of("*"), heard());
    assertEquals(Optional.of(rig.log.head()), recording.cursor());
  }

  @Test
  void thePositionIsThatOfTheLastOrUnknownIfOneOfThemIs() {
    List<Tag> tags = List.of(Rig.tags("a.x"));
    recording.add(tags, new Cursor("e", 7));
    recording.add(tags, new Cursor("e", 5));
    assertEquals(Optional.of(new Cursor("e", 7)), recording.cursor());
    recording.add(tags, null);
    recording.add(tags, new Cursor("e", 9));
    assertEquals(Optional.empty(), recording.cursor());
  }

  @Test
  void positionsOfTwoEpochsAreNone() {
    List<Tag> tags = List.of(Rig.tags("a.x"));
    recording.add(tags, new Cursor("e", 7));
    recording.add(tags, new Cursor("f", 9));
    assertEquals(Optional.empty(), recording.cursor());
  }
}
