// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the kernel says of processes and sockets. */
final class Proc {
  private static final String ESTABLISHED = "01";
  private static final String CLOSE_WAIT = "08";

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

  /**
   * {@return how many connections a server on this port holds, also those the client has closed}
   */
  static long heldConnections(int port) throws IOException {
    String local = String.format(Locale.ROOT, ":%04X", port);
    long held = 0;
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      if (Files.exists(Path.of(table))) {
        try (Stream<String> lines = Files.lines(Path.of(table))) {
          held +=
              lines
                  .map(line -> line.trim().split("\\s+"))
                  .filter(parts -> parts.length > 3 && parts[1].endsWith(local))
                  .filter(parts -> List.of(ESTABLISHED, CLOSE_WAIT).contains(parts[3]))
                  .count();
        }
      }
    }
    return held;
  }
}
