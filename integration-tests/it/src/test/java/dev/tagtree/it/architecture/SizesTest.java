// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files and methods are so short that somebody reads them to the end; the build prints how. */
class SizesTest {
  private static final int LONGEST_FILE = 350;

  /** Also of a function's own lines, in JavaScript. */
  private static final int LONGEST_METHOD = 45;

  private static final Pattern BUILT =
      Pattern.compile(
          ".*/src/(?:(?:main|test)/(?:java/.*|js/[^/]+|web/.*|c/.*)|main/resources/META-INF/.*)");

  private static final String HEADING =
      """
      | lines of | files | median | longest | methods | median | longest |
      |---|--:|--:|---|--:|--:|---|
      """;

  private static final List<Source> SOURCES = Source.all();
  private static final Map<Source, List<Piece>> METHODS = methods();

  private static Map<Source, List<Piece>> methods() {
    Map<Boolean, List<Source>> java =
        SOURCES.stream().collect(Collectors.partitioningBy(each -> each.language().equals("Java")));
    Map<Source, List<Piece>> methods = JavaMethods.of(java.get(true));
    for (Source source : java.get(false)) {
      methods.put(source, source.language().equals("JS") ? JsFunctions.of(source) : List.of());
    }
    return methods;
  }

  @Test
  void filesAreShort() {
    assertEquals("", tooLong(SOURCES.stream().map(Source::whole), LONGEST_FILE));
  }

  @Test
  void methodsAreShort() {
    assertEquals("", tooLong(METHODS.values().stream().flatMap(List::stream), LONGEST_METHOD));
  }

  @Test
  void whatIsBuiltNamesItsLicenceAndSoIsMeasured() {
    List<String> unnamed =
        Source.files().stream()
            .filter(source -> BUILT.matcher(source.path()).matches() && !source.namesItsLicence())
            .map(Source::path)
            .toList();
    assertEquals(List.of(), unnamed);
  }

  @Test
  void methodHasTheLinesFromItsAnnotationToItsBrace() {
    List<Integer> lines =
        METHODS.values().stream()
            .flatMap(List::stream)
            .filter(
                piece -> piece.place().endsWith(" methodHasTheLinesFromItsAnnotationToItsBrace"))
            .map(Piece::lines)
            .toList();
    assertEquals(List.of(11), lines);
  }

  @Test
  void functionHasItsOwnLinesOnly() {
    String module =
        """
        export function outer(a) {
          const b = a;

          // Why.
          function inner() {
            return b;
          }
          return { inner, list: b.map((c) => {
            return c + 1;
          }) };
        }
        """;
    List<Piece> functions = JsFunctions.of(new Source("a.js", "JS", module.lines().toList()));
    assertEquals(
        List.of(
            new Piece("a.js:5 inner", 3), new Piece("a.js:8 map", 3), new Piece("a.js:1 outer", 5)),
        functions);
  }

  @Test
  void sizesArePrinted() {
    Map<String, List<Piece>> files = new TreeMap<>();
    Map<String, List<Piece>> methods = new TreeMap<>();
    METHODS.forEach(
        (source, its) -> {
          files.computeIfAbsent(source.group(), any -> new ArrayList<>()).add(source.whole());
          methods.computeIfAbsent(source.group(), any -> new ArrayList<>()).addAll(its);
        });
    StringBuilder table = new StringBuilder(HEADING);
    files.forEach((group, its) -> table.append(row(group, its, methods.get(group))));
    System.out.print(table);
    assertTrue(files.size() > 10, files.keySet()::toString);
  }

  private static String row(String group, List<Piece> files, List<Piece> methods) {
    return "| %s | %s | %s |\n"
        .formatted(group, cells(files), methods.isEmpty() ? "| |" : cells(methods));
  }

  private static String cells(List<Piece> pieces) {
    return "%,d | %d | %s".formatted(pieces.size(), Piece.median(pieces), Piece.longest(pieces));
  }

  private static String tooLong(Stream<Piece> pieces, int bound) {
    return pieces
        .filter(piece -> piece.lines() > bound)
        .sorted(Piece.SHORTEST_FIRST.reversed())
        .map(piece -> piece + ", at most " + bound)
        .collect(Collectors.joining("\n"));
  }
}
