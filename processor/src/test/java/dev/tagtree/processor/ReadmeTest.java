// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import dev.tagtree.processor.compilers.Compilers;
import dev.tagtree.processor.compilers.Outcome;
import dev.tagtree.processor.compilers.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The files that the README shows are those that are generated from its tree, byte for byte; {@code
 * -Dgolden.update=true} writes them anew.
 */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Pattern DECLARED = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern SHOWN = Pattern.compile("(?s)<!-- (\\S+) -->\n```\\w+\n(.*?)```");

  @Test
  void whatIsShownIsWhatIsGenerated() throws IOException {
    String readme = Files.readString(README);
    Matcher declared = DECLARED.matcher(readme);
    assertTrue(declared.find());
    Compilation compilation = Compilers.javac().compile(Sources.of(declared.group(1)));
    assertThat(compilation).succeededWithoutWarnings();
    Map<String, String> files = Outcome.of(compilation).generated();

    String generated =
        SHOWN.matcher(readme).replaceAll(block -> Matcher.quoteReplacement(shown(files, block)));

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(README, generated);
    }
    assertEquals(generated, Files.readString(README));
    assertEquals(files.size(), SHOWN.matcher(readme).results().count(), "all files");
  }

  /** {@return a block with what was generated, without the beginning that all modules share} */
  private static String shown(Map<String, String> files, MatchResult block) {
    String name = block.group(1);
    String text = files.get(name);
    if (name.endsWith(".js") || name.endsWith(".ts")) {
      text = text.substring(text.lastIndexOf("\n/** What the shop") + 1);
    }
    String fence = block.group().substring(0, block.start(2) - block.start());
    return fence + text + "```";
  }
}
