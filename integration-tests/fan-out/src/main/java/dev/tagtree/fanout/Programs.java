// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout;

import dev.tagtree.kit.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The C programs: the load client and the floor, compiled before anything is measured. */
final class Programs {
  private Programs() {}

  /** {@return the folder with {@code load} and {@code floor}} */
  static Path compile(Path sources, Path target) throws IOException, InterruptedException {
    if (!Peer.isInstalled("cc")) {
      throw new IllegalStateException(
          "the load client is written in C, and there is no 'cc': apt-get install gcc libc6-dev");
    }
    Files.createDirectories(target);
    for (String program : List.of("load", "floor")) {
      List<String> arguments = new ArrayList<>(List.of("-O2", "-Wall", "-Wextra", "-pthread"));
      arguments.addAll(List.of("-o", target.resolve(program).toString()));
      try (Stream<Path> files = Files.list(sources.resolve(program))) {
        files.map(Path::toString).filter(file -> file.endsWith(".c")).forEach(arguments::add);
      }
      System.err.print(Command.of("cc", arguments).run().succeeded());
    }
    return target;
  }
}
