// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README shows as generated is what is generated from its tree, byte for byte; {@code
 * -Dgolden.update=true} writes it anew.
 */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Pattern DECLARED = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern SHOWN = Pattern.compile("(?s)<!-- (\\S+) -->\n```\\w+\n(.*?)```");

  @TempDir private Path folder;

  @Test
  void whatIsShownIsWhatIsGenerated() throws IOException {
    String readme = Files.readString(README);
    Matcher declared = DECLARED.matcher(readme);
    assertTrue(declared.find());
    Outcome outcome = Compilers.JAVAC.compile(folder, declared.group(1)).clean();

    String generated =
        SHOWN.matcher(readme).replaceAll(block -> Matcher.quoteReplacement(shown(outcome, block)));

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(README, generated);
    }
    assertEquals(generated, Files.readString(README));
    assertEquals(outcome.generated().size(), SHOWN.matcher(readme).results().count(), "all files");
  }

  /** {@return a block with what was generated, without the beginning that all modules share} */
  private static String shown(Outcome outcome, MatchResult block) {
    String name = block.group(1);
    String text = outcome.generated().get(name);
    if (name.endsWith(".js") || name.endsWith(".ts")) {
      text = text.substring(text.lastIndexOf("\n/** What the shop") + 1);
    }
    String fence = block.group().substring(0, block.start(2) - block.start());
    return fence + text + "```";
  }
}
