// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.architecture;

import dev.tagtree.it.docs.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file that somebody wrote: of all with code in them those that name their licence. What was
 * generated, bundled or copied does not, nor do the trees that tests give to compilers.
 *
 * @param path from the root, with slashes
 * @param language what its ending says, in one word
 */
record Source(String path, String language, List<String> lines) {
  private static final Map<String, String> LANGUAGES =
      Map.ofEntries(
          Map.entry("java", "Java"),
          Map.entry("js", "JS"),
          Map.entry("mjs", "JS"),
          Map.entry("cjs", "JS"),
          Map.entry("ts", "TS"),
          Map.entry("tsx", "TS"),
          Map.entry("css", "CSS"),
          Map.entry("html", "HTML"),
          Map.entry("sql", "SQL"),
          Map.entry("lua", "Lua"),
          Map.entry("c", "C"),
          Map.entry("h", "C"),
          Map.entry("xml", "XML"));

  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");

  /** Where a licence is named: behind a line that a format wants first. */
  private static final int HEAD = 3;

  /** {@return all of them, in the order of their paths} */
  static List<Source> all() {
    return files().stream().filter(Source::namesItsLicence).toList();
  }

  /** {@return all files with code, whoever wrote them} */
  static List<Source> files() {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          Document.ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes any) {
              return NOT_OURS.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes any) {
              if (LANGUAGES.containsKey(ending(file))) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return found.stream().sorted().map(Source::read).toList();
  }

  private static Source read(Path file) {
    String path = Document.ROOT.relativize(file).toString().replace('\\', '/');
    try {
      return new Source(path, LANGUAGES.get(ending(file)), Files.readAllLines(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(path, unreadable);
    }
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  boolean namesItsLicence() {
    return lines.stream().limit(HEAD).anyMatch(line -> line.contains("SPDX-License-Identifier"));
  }

  /** {@return the module's folder, whether it is of the product or of its tests, and in what} */
  String group() {
    int source = path.indexOf("/src/");
    return source < 0
        ? "poms"
        : "%s %s %s"
            .formatted(
                path.substring(0, source),
                path.startsWith("test", source + "/src/".length()) ? "test" : "main",
                language);
  }

  Piece whole() {
    return new Piece(path, lines.size());
  }
}
