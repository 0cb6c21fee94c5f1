// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog.Batch;
import dev.tagtree.log.postgres.StoredLog.Mark;
import dev.tagtree.log.postgres.StoredLog.Row;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stored log, and whether a reader can continue there; entry n stands at position 100 n. */
class StoredLogTest {
  private static final String EPOCH = "e";

  @Test
  void whatFollowsIsReadUpToTheMostAskedFor() {
    Batch batch = stored(0, 5, 2, 3, 4).after(at(2), 2);
    assertEquals(List.of(entry(3), entry(4)), batch.entries());
    assertEquals(at(4), batch.next());
    assertEquals(1, batch.remaining());
    assertFalse(batch.gap());
  }

  @Test
  void theFloorIsAPositionThoughItsRowIsGone() {
    assertEquals(List.of(entry(3)), stored(2, 3, 3).after(at(2), 9).entries());
    assertEquals(new Batch(List.of(), at(2), false, 0), stored(2, 2).after(at(2), 9));
  }

  @Test
  void aPositionOfAnotherEpochBelowTheFloorOrBehindTheHeadIsAGap() {
    StoredLog log = stored(2, 5, 5);
    for (Cursor foreign : List.of(new Cursor("f", 300), at(1), at(6), new Cursor(EPOCH, 301))) {
      assertEquals(new Batch(List.of(), at(5), true, 0), log.after(foreign, 9));
      assertFalse(log.isBroken(foreign, 9, null, null), foreign::toString);
    }
  }

  @Test
  void aHoleIsABrokenLogWhereverItIs() {
    assertTrue(stored(0, 4, 1, 3, 4).isBroken(at(1), 9, null, null));
    assertTrue(stored(0, 4, 1, 2, 4).isBroken(at(1), 9, null, null));
    assertTrue(stored(0, 4, 1, 2, 3).isBroken(at(1), 9, null, null));
    assertTrue(stored(0, 4, 2, 3, 4).isBroken(at(0), 9, null, null));
    assertTrue(stored(0, 4).isBroken(at(0), 9, null, null));
    assertTrue(stored(0, 4).isBroken(at(4), 9, null, null));
    assertFalse(stored(0, 4, 1, 2, 3, 4).isBroken(at(1), 9, null, null));
    assertFalse(stored(0, 4, 1, 2, 3).isBroken(at(1), 2, null, null), "more was not asked for");
  }

  @Test
  void aLogThatWasFurtherAlreadyIsBroken() {
    StoredLog log = stored(0, 3, 3);
    assertTrue(log.isBroken(at(3), 9, at(4), null));
    assertFalse(log.isBroken(at(3), 9, at(3), null));
    assertFalse(log.isBroken(at(3), 9, new Cursor("f", 400), null));
  }

  @Test
  void anEntryThatWasReadAndIsGoneOrAnotherIsABrokenLog() {
    Invalidation other = new Invalidation(2, at(2), Tag.parse("other"));
    assertTrue(stored(0, 3, 2, 3).isBroken(at(2), 9, null, other));
    assertFalse(stored(0, 3, 2, 3).isBroken(at(2), 9, null, entry(2)));
    assertTrue(stored(0, 3, 3).isBroken(at(2), 9, null, entry(2)));
    assertFalse(stored(0, 3, 3).isBroken(at(2), 9, null, entry(1)), "nobody was given it");
  }

  @Test
  void whatCannotBeReadIsEverything() {
    assertEquals(Tag.root(), new Row(1, 1, 2, "todos.list").tag());
    assertEquals(Tag.root(), new Row(1, 1, 1, "no tag").tag());
    assertEquals(Tag.parse("todos.list"), new Row(1, 1, 1, "todos.list").tag());
  }

  private static StoredLog stored(long floor, long head, long... numbers) {
    List<Row> rows = Arrays.stream(numbers).mapToObj(n -> new Row(n, 100 * n, 1, "n" + n)).toList();
    return new StoredLog(EPOCH, new Mark(head, 100 * head), new Mark(floor, 100 * floor), rows);
  }

  private static Invalidation entry(long number) {
    return new Invalidation(number, at(number), Tag.parse("n" + number));
  }

  private static Cursor at(long number) {
    return new Cursor(EPOCH, 100 * number);
  }
}
