// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.processor.compilers.Compilers;
import dev.tagtree.processor.compilers.OnBothCompilers;
import dev.tagtree.processor.compilers.Outcome;
import dev.tagtree.processor.compilers.Sources;
import dev.tagtree.processor.tree.Problem;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
 * Every {@link Fixture} is compiled by both compilers, beside a class that mentions what is
 * generated: what it expects is said, in the same words by both, and nothing that follows from it.
 */
class BadInputTest {
  private static final Pattern SAID =
      Pattern.compile("(\\w*)[.]?\\w*:(\\d+) (error|warning) (?:\\[(TT\\d{3})] )?(?s:(.*))");
  private static final Pattern ADVICE = Pattern.compile("(?s).+[.:)] .+[.}?]");

  /** Problems that leave nothing of a tree that could be generated. */
  private static final Set<String> GENERATES_NOTHING =
      Stream.of(
              Problem.NOT_AN_INTERFACE,
              Problem.PRIVATE_TREE,
              Problem.INSIDE_PRIVATE,
              Problem.CLASS_EXISTS,
              Problem.BAD_CLASS_NAME,
              Problem.TOO_MANY_MEMBERS,
              Problem.TOO_MANY_CLASSES)
          .map(Problem::id)
          .collect(Collectors.toSet());

  private static final String ALL_WRONG =
      """
      package com.example;
      import dev.tagtree.*;
      @TagTree
      public sealed interface App<T> extends Base {
        Tag list(Object filter,
            Long id);
        Tag list();
        void nothing();
        interface Todos {
          Tag iD();
          Tag id(char c);
          Tag id();
          interface Deep { String all(); Tag deep(); }
          Tag olé();
        }
        Tag all(int[] ids);
        interface Notes { }
      }
      interface Base { }
      final class Only implements App<String> { }
      """;

  @TempDir private Path folder;

  static List<Fixture> fixtures() {
    return Fixture.all();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void problemIsReportedAtItsLineAndNothingElseIs(Fixture fixture) {
    boolean generates = !GENERATES_NOTHING.contains(fixture.id());
    List<String> sources = new ArrayList<>(List.of(fixture.source()));
    if (generates && fixture.isNamedApp()) {
      sources.add("package com.example;\nclass Uses { AppTags tags; }");
    }
    Set<String> messages = new TreeSet<>();
    for (Compilers compiler : Compilers.values()) {
      Outcome outcome =
          compiler.compile(
              folder.resolve(compiler.name()),
              fixture.options(),
              List.of(new TagTreeProcessor()),
              sources.toArray(String[]::new));
      Set<String> reported = new TreeSet<>();
      Set<String> said = new TreeSet<>();
      for (String each : outcome.said()) {
        Matcher parts = SAID.matcher(each);
        assertTrue(parts.matches(), each);
        if (parts.group(4) == null) {
          assertTrue(mayBeSaid(compiler, fixture, parts), compiler + ": " + each);
        } else {
          assertTrue(
              ADVICE.matcher(parts.group(5)).matches(),
              () -> "says what is wrong, and what to do: " + each);
          reported.add(parts.group(2) + " " + parts.group(3) + " " + parts.group(4));
          said.add(parts.group(5));
        }
      }
      assertEquals(fixture.expected(compiler), reported, compiler.name());
      assertTrue(messages.isEmpty() || messages.equals(said), () -> messages + "\n" + said);
      messages.addAll(said);
      assertEquals(
          generates,
          outcome.generated().keySet().stream().anyMatch(each -> each.endsWith(".java")),
          "what is right is generated beside what is wrong");
    }
    assertTrue(
        messages.size() > 0 && fixture.expected(Compilers.JAVAC).toString().contains(fixture.id()));
  }

  /** {@return whether a compiler may speak for itself there} */
  private static boolean mayBeSaid(Compilers compiler, Fixture fixture, Matcher said) {
    if (fixture.waits() && compiler == Compilers.JAVAC && !said.group(1).equals("App")) {
      // javac has looked for the class before the last round
      return said.group(1).equals("Uses")
          || said.group(5).contains("AppTags' created in the last round");
    }
    return !said.group(1).matches("AppTags|Uses")
        && fixture.mayBeSaid(compiler, Integer.parseInt(said.group(2)));
  }

  @OnBothCompilers
  void allProblemsAreSaidAtOnceInTheOrderOfTheSource(Compilers compiler) {
    Outcome outcome = compiler.compile(folder, ALL_WRONG);

    assertEquals(
        List.of(
            "4 TT005",
            "4 TT006",
            "4 TT007",
            "5 TT052",
            "6 TT054",
            "7 TT035",
            "8 TT021",
            "16 TT053",
            "11 TT056",
            "12 TT035",
            "14 TT042",
            "13 TT020",
            "13 TT015",
            "17 TT034"),
        outcome.ours().stream()
            .map(said -> said.replaceFirst("App.java:(\\d+) error \\[(TT\\d+)](?s:.*)", "$1 $2"))
            .toList());
  }

  @OnBothCompilers
  void theFailureOfOneTreeDoesNotHideAnother(Compilers compiler) {
    Outcome outcome =
        compiler.compile(
            folder,
            """
            package com.example;
            import dev.tagtree.*;
            class Both {
              @TagTree interface Bad { Tag byId(Object id); }
              @TagTree interface Good { Tag list(); }
              @TagTree enum AlsoBad { A }
            }
            """);

    assertEquals(2, outcome.ours().size());
    assertTrue(outcome.generated().containsKey("com/example/GoodTags.java"));
    assertFalse(outcome.generated().containsKey("com/example/AlsoBadTags.java"));
  }

  @Test
  void everyProblemHasATestAndAParagraph() {
    Set<String> documented = new TreeSet<>();
    Matcher heading =
        Pattern.compile("(?m)^### (TT\\d{3})$").matcher(Sources.read(Path.of("ERRORS.md")));
    while (heading.find()) {
      assertTrue(documented.add(heading.group(1)), heading::group);
    }
    Set<String> tested = new TreeSet<>();
    fixtures().forEach(fixture -> tested.add(fixture.id()));
    for (Method method : EnvironmentTest.class.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Shows.class)) {
        tested.add(method.getAnnotation(Shows.class).value().id());
      }
    }
    Set<String> known =
        Arrays.stream(Problem.values())
            .map(Problem::id)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Problem.values().length, known.size(), "no id is given twice");
    assertEquals(known, documented);
    assertEquals(known, tested);
  }
}
