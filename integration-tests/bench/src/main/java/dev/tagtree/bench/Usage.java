// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import dev.tagtree.kit.Command;
import dev.tagtree.kit.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The time that one process has taken, in seconds: by the clock, and of the processors, in its own
 * code and in the system's.
 *
 * <p>The shell's {@code time} asks the system after the process has ended, so nothing is left out,
 * its end neither, and nothing is measured within it.
 */
record Usage(double wall, double cpu) {
  private static final String TIMED = "TIMEFORMAT='%3R %3U %3S'; time \"$@\" >\"$0\" 2>&1";

  /** Runs a command that succeeds; what it says goes to {@code log}. */
  static Usage of(List<String> command, Path log) throws IOException, InterruptedException {
    List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, log.toString()));
    timed.addAll(command);
    Ended ended =
        Command.of(timed)
            .with("LC_ALL", "C")
            .without("JAVA_TOOL_OPTIONS", "JDK_JAVAC_OPTIONS")
            .run();
    String times = ended.output().strip();
    if (ended.exitCode() != 0) {
      throw new IllegalStateException(times + "\n" + Files.readString(log));
    }
    String[] seconds = times.split(" ");
    double user = Double.parseDouble(seconds[1]);
    return new Usage(Double.parseDouble(seconds[0]), user + Double.parseDouble(seconds[2]));
  }
}
