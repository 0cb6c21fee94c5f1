// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.log.redis.OwnAppends.Owed;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Own appends: what is remembered for another epoch, for how long, and how much of it. */
class OwnAppendsTest {
  private final AtomicLong now = new AtomicLong();
  private final OwnAppends own = new OwnAppends(Duration.ofSeconds(30), now::get);

  private static List<Tag> tags(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> Tag.parse("todos.byId(" + i + ")")).toList();
  }

  private Collection<Tag> owed(String epoch) {
    return own.owed(epoch).tags();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void whatTheEpochHoldsIsNotOwed() {
    own.acknowledged(tags(0, 2), "a");
    assertTrue(owed("a").isEmpty());
  }

  @Test
  void whatAnotherEpochAcknowledgedIsOwedOnceAndInOrder() {
    own.acknowledged(tags(0, 2), "a");
    own.acknowledged(tags(1, 3), "a");
    own.acknowledged(tags(3, 4), "b");
    Owed owed = own.owed("b");
    assertEquals(tags(0, 3), List.copyOf(owed.tags()));
    own.paid(owed, "b");
    assertTrue(owed("b").isEmpty());
  }

  @Test
  void whatWasPaidInAThirdEpochIsStillOwed() {
    own.acknowledged(tags(0, 1), "a");
    own.paid(own.owed("b"), "c");
    assertEquals(tags(0, 1), List.copyOf(owed("b")));
    assertTrue(owed("c").isEmpty());
  }

  @Test
  void whatIsOldIsForgottenOnlyIfTheEpochHoldsIt() {
    own.acknowledged(tags(0, 1), "a");
    pass(Duration.ofSeconds(31));
    assertEquals(tags(0, 1), List.copyOf(owed("b")));
    assertTrue(owed("a").isEmpty());
    assertTrue(owed("b").isEmpty(), "it was old and in the epoch that was read");
  }

  @Test
  void manyTagsAreOwedAsTheRoot() {
    own.acknowledged(tags(0, OwnAppends.MAX_AGAIN), "a");
    assertEquals(OwnAppends.MAX_AGAIN, owed("b").size());
    own.acknowledged(tags(OwnAppends.MAX_AGAIN, OwnAppends.MAX_AGAIN + 1), "a");
    assertEquals(List.of(Tag.root()), List.copyOf(owed("b")));
  }

  @Test
  void moreThanIsRememberedBecomesTheRootAndIsOwedWhereAnyOfItIs() {
    own.acknowledged(tags(0, 1), "a");
    own.acknowledged(tags(0, OwnAppends.MAX_TAGS), "b");
    assertEquals(List.of(Tag.root()), List.copyOf(owed("a")));
    assertEquals(List.of(Tag.root()), List.copyOf(owed("b")));
  }
}
