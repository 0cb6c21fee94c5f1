// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.processor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The artifacts that this build has made of the other modules. */
public final class Artifacts {
  private Artifacts() {}

  /** {@return the core and what it needs as a class path: folders or jars} */
  public static String runtime() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry -> entry.matches(".*(runtime.core.target|tagtree-core|jspecify|jackson-core).*"))
        .filter(entry -> !entry.matches(".*(-tests[.]jar|test-classes)"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** {@return the jar of Eclipse's compiler} */
  public static String ecj() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.matches(".*ecj-[^/\\\\]*\\.jar"))
        .findFirst()
        .orElseThrow();
  }

  /** {@return the jar of the processor} */
  public static Path processor() throws IOException {
    return jar("processor");
  }

  /** {@return the jar of a module, by its folder from the root} */
  public static Path jar(String module) throws IOException {
    String name = "tagtree-" + module.substring(module.lastIndexOf('/') + 1);
    try (Stream<Path> files = Files.list(Path.of("../..", module, "target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches(name + "-[^-]+(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("run the package phase of " + module + " first"));
    }
  }
}
