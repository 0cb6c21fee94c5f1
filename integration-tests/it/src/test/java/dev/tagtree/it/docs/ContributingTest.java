// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The way through the code for each of ten changes, as CONTRIBUTING.md draws it, exists. */
class ContributingTest {
  private static final Document PAGE = Document.read(".github/CONTRIBUTING.md");
  private static final Pattern CHANGE = Pattern.compile("(?m)^### (.+)\\n```\\n((?s:.*?))^```$");

  /** A kind of change, and what to touch for it, in this order, from the root. */
  record Change(String name, List<String> paths) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Change> changes() {
    return CHANGE
        .matcher(PAGE.text())
        .results()
        .map(
            change ->
                new Change(
                    change.group(1),
                    change.group(2).lines().map(line -> line.split("\\s+")[0]).toList()))
        .toList();
  }

  @Test
  void tenChangesAreDescribed() {
    assertEquals(
        List.of(
            "A diagnostic",
            "A parameter type",
            "A door",
            "A log",
            "An event field",
            "A client status",
            "A metric",
            "A setting",
            "An SQL migration",
            "A JS adapter"),
        changes().stream().map(Change::name).toList());
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatAChangeTouchesIsThere(Change change) throws IOException {
    for (String path : change.paths()) {
      Path place = Document.ROOT.resolve(path);
      assertEquals(place, place.normalize(), path);
      assertTrue(path.endsWith("/") ? hasFiles(place) : isWritten(place), path);
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void changeNamesEachPlaceOnceAndWhatProvesIt(Change change) {
    List<String> paths = change.paths();
    assertEquals(paths.size(), new HashSet<>(paths).size(), paths::toString);
    assertTrue(paths.size() >= 4, paths::toString);
    assertTrue(paths.stream().anyMatch(path -> path.contains("/src/main/")), paths::toString);
    assertTrue(
        paths.stream()
            .anyMatch(path -> path.contains("/src/test/") || path.startsWith("runtime/test/")),
        paths::toString);
  }

  @Test
  void pageIsShort() {
    long lines = PAGE.text().lines().count();
    assertTrue(lines <= 120, lines + " lines");
  }

  private static boolean isWritten(Path file) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) > 0;
  }

  private static boolean hasFiles(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      return files.iterator().hasNext();
    }
  }
}
