// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import dev.tagtree.kit.Child;
import dev.tagtree.kit.Command;
import dev.tagtree.kit.Folder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A JVM of its own, for tests that do not bear two class loaders with the same classes. */
final class MutantProcess {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private MutantProcess() {}

  /** {@return what a suite finds in a mutant; null if nothing} */
  static String search(Mutant mutant, Suite suite) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("mutant");
    Path found = folder.resolve("found.txt");
    mutant.write(folder);
    Command command =
        Command.java(
            folder + File.pathSeparator + Command.CLASS_PATH,
            MutantProcess.class.getName(),
            suite.name(),
            found.toString());
    try (Child child = command.start(Command.NOWHERE)) {
      if (!child.endsWithin(LONGEST)) {
        return "it does not end";
      }
      String text = Files.exists(found) ? Files.readString(found) : "";
      if (child.exitCode() != 0) {
        throw new AssertionError(suite + " ended with " + child.exitCode());
      }
      return text.isEmpty() ? null : text;
    } finally {
      Folder.delete(folder);
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
