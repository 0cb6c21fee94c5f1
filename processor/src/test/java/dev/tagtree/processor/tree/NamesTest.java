// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.processor.tree.Member.Declaration;
import dev.tagtree.processor.tree.Member.Naming;
import dev.tagtree.processor.write.ModuleWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  @Test
  void constantsOfEveryModuleAreTakenAndNoOthers() {
    JavaType app = new JavaType("com.example", "AppTags");
    Declaration root =
        new Declaration(new Naming("", "AppTags", "", ""), List.of(), "", Optional.empty(), null);
    Tree empty = new Tree(app, app, true, false, new Group(root, app, false, false, List.of()));
    Set<String> declared =
        Pattern.compile("(?m)^(?:export )?const (\\w+)")
            .matcher(ModuleWriter.write(empty))
            .results()
            .map(found -> found.group(1))
            .filter(name -> !name.equals(empty.export()))
            .collect(Collectors.toSet());

    assertEquals(declared, Names.OF_EVERY_MODULE);
  }
}
