// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.js;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page loads stays small: the sources themselves, with comments, compressed. */
class ModuleBytesTest {

  /** Minified they were 1,905 and 814 bytes on 2026-11-24. */
  @ParameterizedTest
  @CsvSource({"core.js, 4608", "tanstack.js, 2048"})
  void moduleStaysWithinItsBudget(String module, int budgetBytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      Files.copy(NpmProject.CLIENT.resolve(module), gzip);
    }

    assertTrue(compressed.size() <= budgetBytes, module + " has " + compressed.size() + " bytes");
  }
}
