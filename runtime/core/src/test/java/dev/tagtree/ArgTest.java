// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** An argument of a tag: a value, or any. */
class ArgTest {
  @Test
  void anyHasNoValue() {
    assertTrue(Arg.any().isAny());
    assertThrows(NoSuchElementException.class, () -> Arg.any().get());
    assertEquals(Arg.any(), Arg.<String>any().map(String::length));
  }

  @Test
  void oneValueIsKeptAndMapped() {
    assertFalse(Arg.of("ab").isAny());
    assertEquals("ab", Arg.of("ab").get());
    assertEquals(Arg.of(2), Arg.of("ab").map(String::length));
    assertNotEquals(Arg.of("ab"), Arg.any());
    assertEquals(Arg.of("ab").hashCode(), Arg.of("ab").hashCode());
  }

  @Test
  void nullIsNoValue() {
    assertEquals(
        "value", assertThrows(NullPointerException.class, () -> Arg.of(nothing())).getMessage());
    assertThrows(NullPointerException.class, () -> Arg.of("a").map(text -> nothing()));
  }

  @Test
  void textDoesNotRepeatTheValue() {
    assertFalse(Arg.of("secret").toString().contains("secret"));
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // a null of whatever type
  private static <T> T nothing() {
    return null;
  }
}
