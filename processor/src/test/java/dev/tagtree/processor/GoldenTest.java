// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is generated, byte for byte; {@code -Dgolden.update=true} writes it anew. */
class GoldenTest {
  private static final Path EXPECTED = Compiled.RESOURCES.resolve("expected");

  private static Map<String, String> generate() {
    Path folder = Compiled.RESOURCES.resolve("good/com/example");
    Compilation compilation =
        Compiled.files(folder.resolve("App.java"), folder.resolve("Kind.java"));
    assertThat(compilation).succeededWithoutWarnings();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("AppTags.java", Compiled.generated(compilation, "com.example.AppTags"));
    for (String name : new String[] {"App.js", "App.d.ts", "App.json"}) {
      files.put(name, Compiled.resource(compilation, "com.example." + name));
    }
    return files;
  }

  @Test
  void sampleIsGeneratedAsExpected() throws IOException {
    for (Map.Entry<String, String> file : generate().entrySet()) {
      Path expected = EXPECTED.resolve(file.getKey());
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(EXPECTED);
        Files.writeString(expected, file.getValue());
      }
      assertEquals(Files.readString(expected), file.getValue(), file.getKey());
    }
  }

  @Test
  void theSameSourcesGiveTheSameBytes() {
    assertEquals(generate(), generate());
  }
}
