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

  /**
   * The first line is what every page loads, the second what it adds where tabs share. Bundled and
   * minified they were 3,161, 1,464 and 450 bytes on 2026-12-01. Of the others, which share the
   * scheduler, two are loaded: 2,048 bytes and 729, 918 or 619.
   */
  @ParameterizedTest
  @CsvSource({
    "core.js source.js state.js tags.js trace.js, 7936",
    "share.js, 3328",
    "poll.js, 1024",
    "schedule.js, 5120",
    "tanstack.js, 2048",
    "rtk.js, 2048",
    "swr.js, 2048"
  })
  void modulesStayWithinTheirBudget(String modules, int budgetBytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      for (String module : modules.split(" ")) {
        Files.copy(NpmProject.CLIENT.resolve(module), gzip);
      }
    }

    assertTrue(compressed.size() <= budgetBytes, modules + " have " + compressed.size() + " bytes");
  }
}
