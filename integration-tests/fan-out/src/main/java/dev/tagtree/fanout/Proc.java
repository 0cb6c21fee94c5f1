// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The kernel's view of processes. */
final class Proc {
  private Proc() {}

  /** {@return resident memory, where shared pages count in proportion} */
  static long pssBytes(List<Long> pids) throws IOException {
    long bytes = 0;
    for (long pid : pids) {
      try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
        bytes +=
            lines
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
      }
    }
    return bytes;
  }

  static long descriptors(long pid) throws IOException {
    return entries(Path.of("/proc/" + pid + "/fd"));
  }

  static long threads(long pid) throws IOException {
    return entries(Path.of("/proc/" + pid + "/task"));
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
