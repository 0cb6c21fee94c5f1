// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** What is generated, byte for byte; {@code -Dgolden.update=true} writes it anew. */
class GoldenTest {
  private static final Path EXPECTED = Sources.RESOURCES.resolve("expected");

  @TempDir private Path folder;

  /** {@return the generated files by their simple names} */
  private Map<String, String> generate(Compilers compiler) {
    String[] sources =
        Sources.list("good/com/example").stream().map(Sources::read).toArray(String[]::new);
    Outcome outcome = compiler.compile(folder, sources);
    Map<String, String> files = new TreeMap<>();
    outcome.clean().generated().forEach((name, text) -> files.put(simple(name), text));
    return files;
  }

  private static String simple(String name) {
    return name.replaceFirst("com[./]example[./]", "");
  }

  @OnBothCompilers
  void samplesAreGeneratedAsExpected(Compilers compiler) throws IOException {
    Map<String, String> generated = generate(compiler);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(EXPECTED);
      for (Map.Entry<String, String> file : generated.entrySet()) {
        Files.writeString(EXPECTED.resolve(file.getKey()), file.getValue());
      }
    }
    Map<String, String> expected = new TreeMap<>();
    for (Path file : Sources.list("expected")) {
      expected.put(file.getFileName().toString(), Sources.read(file));
    }
    assertEquals(expected.keySet(), generated.keySet());
    expected.forEach((name, text) -> assertEquals(text, generated.get(name), name));
  }

  @OnBothCompilers
  void samplesAreTheSameInTurkey(Compilers compiler) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("tr", "TR"));
    try {
      samplesAreGeneratedAsExpected(compiler);
    } finally {
      Locale.setDefault(before);
    }
  }
}
