// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file in {@code bad} is compiled. A line that ends in {@code // error[TTnnn]} must be where
 * that problem is reported, and nothing else may be: no other problem, no error that follows from
 * it. {@code // javac} marks a line at which the compiler speaks for itself.
 */
class BadInputTest {
  private static final Pattern MARKER = Pattern.compile("// (error|warning)\\[(TT\\d{3})]");
  private static final Pattern MESSAGE = Pattern.compile("\\[(TT\\d{3})] .+[.:)] .+[.}]");

  /** Cannot be brought about by one file; each has a test of its own or needs a broken machine. */
  private static final Set<Problem> WITHOUT_FIXTURE =
      Set.of(Problem.NO_RUNTIME, Problem.CANNOT_WRITE, Problem.BUG);

  static List<Path> files() {
    return Compiled.list("bad");
  }

  @ParameterizedTest
  @MethodSource("files")
  void problemIsReportedAtItsLineAndNothingElseIs(Path file) {
    String source = Compiled.read(file);
    Compilation compilation = Compiled.of(source);

    Set<String> expected = new TreeSet<>();
    Set<Long> javac = new TreeSet<>();
    List<String> lines = source.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher marker = MARKER.matcher(lines.get(i));
      if (marker.find()) {
        expected.add((i + 1) + " " + marker.group(1) + " " + marker.group(2));
      }
      if (lines.get(i).endsWith("// javac")) {
        javac.add((long) i + 1);
      }
    }
    Set<String> reported = new TreeSet<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : compilation.diagnostics()) {
      String message = diagnostic.getMessage(Locale.ROOT);
      boolean said =
          javac.contains(diagnostic.getLineNumber()) && !message.startsWith("[TT")
              || message.contains("-Werror");
      if (!said && diagnostic.getKind() != Diagnostic.Kind.NOTE) {
        Matcher ours = MESSAGE.matcher(message);
        assertTrue(ours.matches(), () -> "says what is wrong, and what to do: " + message);
        String kind = diagnostic.getKind() == Diagnostic.Kind.ERROR ? "error" : "warning";
        reported.add(diagnostic.getLineNumber() + " " + kind + " " + ours.group(1));
      }
    }
    assertEquals(expected, reported);
    assertTrue(file.getFileName().toString().startsWith(expected.iterator().next().split(" ")[2]));
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsRightIsGeneratedBesideWhatIsWrong(Path file, @TempDir Path folder) {
    String source = Compiled.read(file);
    boolean treeItselfIsWrong =
        source
                .lines()
                .anyMatch(line -> line.matches(".*(App\\S*|Base|@TagTree\\(.*\\)) .*// error.*"))
            || source.contains("// javac");
    boolean hasRest =
        source.contains("  Tag list();\n") || source.contains("Tag byId(String id);\n");

    List<String> generated = Compiled.generated(folder, source);

    assertTrue(
        treeItselfIsWrong || !hasRest || generated.contains("AppTags.java"), generated::toString);
  }

  @Test
  void everyProblemHasAFixtureAndAParagraph() {
    String errors = Compiled.read(Path.of("ERRORS.md"));
    for (Problem problem : Problem.values()) {
      assertTrue(errors.contains("\n### " + problem.id() + "\n"), problem.id() + " in ERRORS.md");
      Stream<String> names = files().stream().map(file -> file.getFileName().toString());
      assertEquals(
          !WITHOUT_FIXTURE.contains(problem),
          names.anyMatch(name -> name.startsWith(problem.id() + "-")),
          problem.id());
    }
  }

  @Test
  void warningsCanBeSuppressed() {
    Compilation compilation =
        Compiled.of(
            """
            package com.example;
            import dev.tagtree.*;
            @TagTree
            @SuppressWarnings("tagtree")
            public interface App { String IGNORED = ""; Tag list(); }
            """);
    assertEquals(Compilation.Status.SUCCESS, compilation.status());
  }

  @Test
  void theFailureOfOneTreeDoesNotHideAnother(@TempDir Path folder) {
    String both =
        """
        package com.example;
        import dev.tagtree.*;
        class Both {
          @TagTree interface Bad { Tag byId(Object id); }
          @TagTree interface Good { Tag list(); }
          @TagTree interface AlsoBad<T> { Tag list(); }
        }
        """;
    assertEquals(2, Compiled.of(both).errors().size());

    List<String> generated = Compiled.generated(folder, both);

    assertTrue(generated.contains("GoodTags.java"));
    assertFalse(generated.contains("AlsoBadTags.java"));
  }
}
