// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The kernel's view of ports and sockets. */
public final class Sockets {
  /** Established, or closed by the other side only. */
  private static final Set<String> HELD = Set.of("01", "08");

  private Sockets() {}

  /** {@return a port of the loopback interface that nobody listens on} */
  public static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** {@return how many connections a server on this port has not closed} */
  public static long held(int port) {
    return held(Path.of("/proc/net/tcp"), port) + held(Path.of("/proc/net/tcp6"), port);
  }

  private static long held(Path table, int port) {
    if (Files.notExists(table)) {
      return 0;
    }
    String local = String.format(Locale.ROOT, ":%04X", port);
    try (Stream<String> lines = Files.lines(table)) {
      return lines
          .map(line -> line.trim().split("\\s+"))
          .filter(parts -> parts[1].endsWith(local) && HELD.contains(parts[3]))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
