// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.js;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A front-end project below {@code target} that has installed the client, TanStack Query and React.
 */
record NpmProject(Path root) {
  /** The npm package as it is in the repository. */
  static final Path CLIENT = Path.of("../../runtime/core/src/main/resources/META-INF/tagtree");

  /** The modules generated for the trees of these tests. */
  static final Path CONTRACTS = Path.of("target/test-classes/META-INF/tagtree/contracts");

  static NpmProject create(String name) throws IOException {
    NpmProject project = new NpmProject(Path.of("target", "js", name).toAbsolutePath());
    new WebJar("tanstack__query-core")
        .unpack(project.modules().resolve("@tanstack/query-core"), file -> true);
    for (String react : List.of("react", "react-dom", "scheduler")) {
      new WebJar(react).unpack(project.modules().resolve(react), file -> true);
    }
    project.copy(CLIENT, "node_modules/@tagtree/client");
    Files.writeString(project.root.resolve("package.json"), "{\"type\":\"module\"}");
    return project;
  }

  Path modules() {
    return root.resolve("node_modules");
  }

  /** Copies the files of a directory, without its subdirectories. */
  void copy(Path from, String to) throws IOException {
    Path target = Files.createDirectories(root.resolve(to));
    for (Path file : files(from)) {
      Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
