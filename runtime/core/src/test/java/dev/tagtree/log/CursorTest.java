// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions: their wire form, everything that only looks like one, and their order. */
class CursorTest {
  private static final String LONGEST_EPOCH = "z".repeat(Cursor.MAX_EPOCH_CHARACTERS);

  @ParameterizedTest
  @ValueSource(strings = {"a-0", "k3x9f2-1795345968852326", "0-9223372036854775807"})
  void aCursorReadsItsOwnText(String text) {
    assertEquals(text, Cursor.parse(text).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "a",
        "a-",
        "-1",
        "1",
        "a--1",
        "a-1-2",
        "a-b-1",
        "A-1",
        "a_b-1",
        "é-1",
        " a-1",
        "a-1 ",
        "a-+1",
        "a-01",
        "a-00",
        "a-1a",
        "a-1.0",
        "a-١",
        "a-9223372036854775808",
        "a-99999999999999999999",
        "a-1\n",
        "a\u0000-1",
        "a b-1",
        "*"
      })
  void otherTextIsNoCursor(String text) {
    assertEquals(Optional.empty(), Cursor.parse(text));
  }

  @Test
  void theLongestCursorFits64Characters() {
    Cursor longest = new Cursor(LONGEST_EPOCH, Long.MAX_VALUE);
    assertEquals(Cursor.MAX_CHARACTERS, longest.toString().length());
    assertEquals(Optional.of(longest), Cursor.parse(longest.toString()));
  }

  @Test
  void anEpochOneCharacterTooLongIsNoCursor() {
    assertEquals(Optional.empty(), Cursor.parse("z" + LONGEST_EPOCH + "-1"));
    assertThrows(IllegalArgumentException.class, () -> new Cursor("z" + LONGEST_EPOCH, 1));
  }

  @Test
  void partsThatCannotBeWrittenAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Cursor("", 1));
    assertThrows(IllegalArgumentException.class, () -> new Cursor("A", 1));
    assertThrows(IllegalArgumentException.class, () -> new Cursor("a-b", 1));
    assertThrows(IllegalArgumentException.class, () -> new Cursor("a", -1));
  }

  @Test
  void positionsOfOneHistoryAreInTheOrderOfTheirOffsets() {
    Cursor one = new Cursor("a", 1);
    Cursor two = new Cursor("a", 2);

    assertTrue(one.isSameHistoryAs(two));
    assertTrue(one.isBefore(two));
    assertFalse(two.isBefore(one));
    assertFalse(one.isBefore(new Cursor("a", 1)), "a position is not before itself");
    assertTrue(new Cursor("a", 0).isBefore(new Cursor("a", Long.MAX_VALUE)));
  }

  @Test
  void positionsOfDifferentHistoriesHaveNoOrder() {
    Cursor one = new Cursor("a", 1);
    for (long offset : new long[] {0, 1, 2, Long.MAX_VALUE}) {
      Cursor other = new Cursor("b", offset);

      assertFalse(one.isSameHistoryAs(other));
      assertFalse(other.isSameHistoryAs(one));
      assertFalse(one.isBefore(other));
      assertFalse(other.isBefore(one));
    }
  }

  @Test
  void aNewEpochIsShortAndNeverTheSame() {
    Set<String> epochs = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String epoch = Cursor.newEpoch();

      assertTrue(epoch.length() <= 12, epoch);
      assertEquals(epoch, new Cursor(epoch, 0).epoch());
      assertTrue(epochs.add(epoch), epoch);
    }
  }
}
