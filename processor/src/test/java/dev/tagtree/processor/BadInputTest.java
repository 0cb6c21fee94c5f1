// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file in {@code bad} is compiled by both compilers. A line that ends in {@code //
 * error[TTnnn]} must be where that problem is reported, and nothing else may be: no other problem,
 * no error that follows from it. {@code // compiler} marks a line at which the compilers speak for
 * themselves, {@code // ecj} one at which only ECJ does. ECJ gives problems of records {@code no
 * line}; and it goes on to compile what was generated, where javac stops.
 */
class BadInputTest {
  private static final Pattern MARKER = Pattern.compile("// (error|warning)\\[(TT\\d{3})]");
  private static final Pattern SAID =
      Pattern.compile("(\\w*)[.]?\\w*:(\\d+) (error|warning) (?:\\[(TT\\d{3})] )?(?s:(.*))");
  private static final Pattern ADVICE = Pattern.compile(".+[.:)] .+[.}]");

  /** Cannot be brought about by one file; each has a test of its own. */
  private static final Set<Problem> WITHOUT_FIXTURE =
      Set.of(
          Problem.TOO_MANY_MEMBERS,
          Problem.TOO_MANY_CLASSES,
          Problem.NO_RUNTIME,
          Problem.UNKNOWN_OPTION,
          Problem.CANNOT_WRITE,
          Problem.REMOVED_PATH,
          Problem.CHANGED_SHAPE,
          Problem.UNREADABLE_BASELINE,
          Problem.BUG);

  /** What makes a tree unusable as a whole. */
  private static final Set<String> GENERATES_NOTHING =
      Stream.of(
              Problem.NOT_AN_INTERFACE,
              Problem.PRIVATE_TREE,
              Problem.INSIDE_PRIVATE,
              Problem.GENERIC_TYPE,
              Problem.SEALED_TYPE,
              Problem.EXTENDS,
              Problem.CLASS_EXISTS,
              Problem.BAD_CLASS_NAME,
              Problem.EXPORT_NAME,
              Problem.MISSING_CONSTANT)
          .map(Problem::id)
          .collect(Collectors.toSet());

  @TempDir private Path folder;

  static List<Path> files() {
    return Compiled.list("bad");
  }

  @ParameterizedTest
  @MethodSource("files")
  void problemIsReportedAtItsLineAndNothingElseIs(Path file) {
    String source = Compiled.read(file);
    String problem = file.getFileName().toString().split("-")[0];
    assertTrue(source.contains("[" + problem + "]"), problem);
    Set<String> messages = new TreeSet<>();
    for (Compilers compiler : Compilers.values()) {
      Outcome outcome = compiler.compile(folder.resolve(compiler.name()), source);
      Set<String> expected = new TreeSet<>();
      Set<String> reported = new TreeSet<>();
      Set<String> said = new TreeSet<>();
      List<String> lines = source.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        Matcher marker = MARKER.matcher(lines.get(i));
        if (marker.find()) {
          boolean placed = compiler == Compilers.JAVAC || !lines.get(i).endsWith("// ecj: no line");
          expected.add((placed ? i + 1 : 0) + " " + marker.group(1) + " " + marker.group(2));
        }
      }
      for (String each : outcome.said()) {
        Matcher parts = SAID.matcher(each);
        assertTrue(parts.matches(), each);
        if (parts.group(4) == null) {
          assertTrue(mayBeSaid(compiler, source, parts), each);
        } else {
          assertTrue(
              ADVICE.matcher(parts.group(5)).matches(),
              () -> "says what is wrong, and what to do: " + each);
          reported.add(parts.group(2) + " " + parts.group(3) + " " + parts.group(4));
          said.add(parts.group(5));
        }
      }
      assertEquals(expected, reported, compiler.name());
      assertTrue(messages.isEmpty() || messages.equals(said), () -> messages + "\n" + said);
      messages.addAll(said);
      assertEquals(
          !GENERATES_NOTHING.contains(problem) && !source.contains("TodoId"), // waits in vain
          outcome.generated().keySet().stream().anyMatch(each -> each.endsWith("AppTags.java")),
          "what is right is generated beside what is wrong");
    }
  }

  /** {@return whether a compiler may speak for itself there} */
  private static boolean mayBeSaid(Compilers compiler, String source, Matcher said) {
    boolean isEcj = compiler == Compilers.ECJ;
    if (said.group(1).equals("AppTags")) {
      return false;
    }
    String line = source.lines().toList().get(Integer.parseInt(said.group(2)) - 1);
    return line.endsWith("// compiler") || isEcj && line.endsWith("// ecj");
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
