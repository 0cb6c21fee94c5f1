// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import dev.tagtree.processor.compilers.Compilers;
import dev.tagtree.processor.compilers.OnBothCompilers;
import dev.tagtree.processor.compilers.Outcome;
import dev.tagtree.processor.compilers.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated files, byte for byte; {@code -Dgolden.update=true} writes it anew. */
class GoldenTest {
  private static final Path EXPECTED = Sources.RESOURCES.resolve("expected");
  private static final String[] SAMPLES =
      Sources.list("good/com/example").stream().map(Sources::read).toArray(String[]::new);

  @TempDir private Path folder;

  @BeforeAll
  static void write() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(EXPECTED);
      Outcome outcome = Outcome.of(Compilers.javac().compile(Sources.of(SAMPLES)));
      for (Map.Entry<String, String> file : bySimpleName(outcome).entrySet()) {
        Files.writeString(EXPECTED.resolve(file.getKey()), file.getValue());
      }
    }
  }

  @Test
  void samplesAreGeneratedAsExpected() {
    Compilation compilation = Compilers.javac().compile(Sources.of(SAMPLES));

    assertThat(compilation).succeededWithoutWarnings();
    expected()
        .forEach(
            (name, text) -> {
              boolean java = name.endsWith(".java");
              assertThat(compilation)
                  .generatedFile(
                      java ? StandardLocation.SOURCE_OUTPUT : StandardLocation.CLASS_OUTPUT,
                      java ? "com/example/" + name : Outcome.CONTRACTS + "com.example." + name)
                  .contentsAsUtf8String()
                  .isEqualTo(text);
            });
    assertEquals(expected().keySet(), bySimpleName(Outcome.of(compilation)).keySet());
  }

  @Test
  void samplesAreTheSameFromEclipse() {
    assertEquals(expected(), bySimpleName(Compilers.ECJ.compile(folder, SAMPLES).clean()));
  }

  @OnBothCompilers
  void samplesAreTheSameInTurkey(Compilers compiler) {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("tr", "TR"));
    try {
      assertEquals(expected(), bySimpleName(compiler.compile(folder, SAMPLES).clean()));
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Map<String, String> expected() {
    Map<String, String> files = new TreeMap<>();
    Sources.list("expected")
        .forEach(file -> files.put(file.getFileName().toString(), Sources.read(file)));
    return files;
  }

  private static Map<String, String> bySimpleName(Outcome outcome) {
    Map<String, String> files = new TreeMap<>();
    outcome
        .generated()
        .forEach((name, text) -> files.put(name.replaceFirst("com[./]example[./]", ""), text));
    return files;
  }
}
