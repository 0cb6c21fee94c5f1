// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.log.Cursor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found in two steps, between which others append. */
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
    assertEquals(early, new Engine.Found(known, List.of("a", "b").subList(0, entries)).isEarly());
  }
}
