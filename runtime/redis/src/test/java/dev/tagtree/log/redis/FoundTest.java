// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import dev.tagtree.log.InvalidationLog.Batch;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stored log behind a position, found in two steps; entry n stands at position 100 n. */
class FoundTest {
  @ParameterizedTest
  @CsvSource({
    "0, 5, 5, false", // nothing came
    "0, 5, 6, true", // it came after the entries were read, and is to be read
    "1, 5, 6, false",
    "1, 5, 9, false", // the rest is read next
    "0, -1, 6, false" // the position is unknown, which is a gap
  })
  void whatCameInBetweenIsReadAgain(int entries, long number, long newest, boolean early) {
    Cursor head = new Cursor("e", 100);
    Reply known = new Reply(head, newest, head, List.of(number));
    assertEquals(early, new Found(known, List.of("a", "b").subList(0, entries)).isEarly());
  }

  @Test
  void whatFollowsIsReadAndTheRestIsCounted() {
    Batch batch = found(2, 6, 3, 4).after(at(2));
    assertEquals(new Batch(List.of(entry(3), entry(4)), at(4), false, 2), batch);
  }

  @Test
  void behindTheNewestThereIsNothing() {
    assertEquals(new Batch(List.of(), at(2), false, 0), found(2, 2).after(at(2)));
  }

  @Test
  void aHoleOrAnUnknownPositionIsAGap() {
    Batch gap = new Batch(List.of(), at(6), true, 0);
    assertEquals(gap, found(2, 6, 4, 5).after(at(2)), "right behind the position");
    assertEquals(gap, found(2, 6, 3, 5).after(at(2)), "between two entries");
    assertEquals(gap, found(2, 6).after(at(2)), "everything");
    assertEquals(gap, found(-1, 6, 3, 4).after(at(2)), "the position");
  }

  private static Found found(long number, long newest, long... entries) {
    Reply known = new Reply(at(newest), newest, at(0), List.of(number));
    return new Found(known, Arrays.stream(entries).mapToObj(FoundTest::stored).toList());
  }

  private static List<Object> stored(long number) {
    return List.of(bytes(100 * number + "-" + number), List.of(bytes("1"), bytes("n" + number)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Invalidation entry(long number) {
    return new Invalidation(number, at(number), Tag.parse("n" + number));
  }

  private static Cursor at(long number) {
    return new Cursor("e", 100 * number);
  }
}
