// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** The circumstances that something is measured in. */
public final class Circumstances {
  private Circumstances() {}

  /** {@return the lines that stand above figures: when, where and how they were measured} */
  public static String heading(String command) throws IOException {
    return String.join(
        "\n",
        "",
        "Date: " + LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES) + " UTC",
        "Machine: %d processors, %s, %s %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("os.name"),
                System.getProperty("os.version")),
        "JDK: " + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        "Command: " + command);
  }

  private static String processor() throws IOException {
    Path linux = Path.of("/proc/cpuinfo");
    if (!Files.exists(linux)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(linux)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }
}
