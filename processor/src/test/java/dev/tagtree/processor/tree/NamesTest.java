// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules about names. */
class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "Lang, long",
    "Strng, String",
    "uuid, UUID",
    "Uid, UUID",
    "LocalDat, LocalDate",
    "Kind, ",
    "X, "
  })
  void misspeltNamesAreGuessed(String written, String meant) {
    assertEquals(meant, Names.near(written, ArgType.simpleNames()));
  }

  @Test
  void theBrowserHasFewerNamesThanJava() {
    assertTrue(Names.isTakenInBrowser("delete"), "a word");
    assertTrue(Names.isTakenInBrowser("group"), "a constant of the module");
    assertTrue(Names.isTakenInBrowser("€Tags"), "a sign");
    assertFalse(Names.isTakenInBrowser("größenTags"));
    assertFalse(Names.isTakenInBrowser("$app_Tags2"));
  }
}
