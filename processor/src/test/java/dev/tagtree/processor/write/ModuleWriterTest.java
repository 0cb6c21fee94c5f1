// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.processor.tree.Names;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every generated module begins with. */
class ModuleWriterTest {
  private static final Pattern DECLARED = Pattern.compile("(?m)^(?:export )?const (\\w+)");

  @Test
  void namesOfTheModuleItselfAreTakenAndNoOthers() {
    Set<String> declared =
        DECLARED
            .matcher(ModuleWriter.PRELUDE)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    assertEquals(declared, Names.OF_EVERY_MODULE);
    assertTrue(declared.stream().allMatch(Names::isTakenInBrowser));
  }
}
