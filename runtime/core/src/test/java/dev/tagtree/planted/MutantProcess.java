// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, for tests that do not bear two class loaders with the same classes. */
final class MutantProcess {
  private static final int LONGEST_SECONDS = 120;

  private MutantProcess() {}

  /** {@return what a suite finds in a mutant; null if nothing} */
  static String search(Mutant mutant, Suite suite) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("mutant");
    Path found = folder.resolve("found.txt");
    mutant.write(folder);
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    folder + File.pathSeparator + System.getProperty("java.class.path"),
                    MutantProcess.class.getName(),
                    suite.name(),
                    found.toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        return "it does not end";
      }
      String text = Files.exists(found) ? Files.readString(found) : "";
      if (process.exitValue() != 0) {
        throw new AssertionError(suite + " ended with " + process.exitValue());
      }
      return text.isEmpty() ? null : text;
    } finally {
      process.destroyForcibly();
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Runs in that JVM: a suite's name, and where to write what it finds. */
  public static void main(String[] args) throws Exception {
    String found = Suite.valueOf(args[0]).searchIn(MutantProcess.class.getClassLoader());
    if (found != null) {
      Files.writeString(Path.of(args[1]), found);
    }
    System.exit(0); // whatever threads the bug left
  }
}
