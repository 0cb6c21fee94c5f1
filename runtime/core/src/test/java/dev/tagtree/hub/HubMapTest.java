// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map in the package's documentation names every file of the hub, and nothing that is gone. */
class HubMapTest {
  private static final Path HUB = Path.of("src/main/java/dev/tagtree/hub");

  @Test
  void everyFileIsOnTheMapAndNothingElse() throws IOException {
    String documentation = Files.readString(HUB.resolve("package-info.java"));
    String map = documentation.substring(documentation.lastIndexOf("<pre>"));
    Set<String> named =
        Pattern.compile("[A-Z]\\w+")
            .matcher(map.substring(0, map.indexOf("</pre>")).replace("I/O", ""))
            .results()
            .map(found -> found.group())
            .collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> files = Files.list(HUB)) {
      Set<String> there =
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .filter(name -> !name.equals("package-info"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(there, named);
    }
  }
}
