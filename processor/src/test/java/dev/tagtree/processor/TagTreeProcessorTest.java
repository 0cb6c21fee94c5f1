// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import dev.tagtree.processor.compilers.Compilers;
import dev.tagtree.processor.compilers.OnBothCompilers;
import dev.tagtree.processor.compilers.Outcome;
import dev.tagtree.processor.compilers.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processor gets along with compilers, build tools and other processors. */
class TagTreeProcessorTest {
  private static final String HEAD =
      "package com.example;\nimport dev.tagtree.*;\n@TagTree public interface App { ";

  @TempDir private Path folder;

  @Test
  void isFoundByTheCompilerAndByGradle() throws IOException {
    assertTrue(
        ServiceLoader.load(Processor.class).stream()
            .anyMatch(provider -> provider.type() == TagTreeProcessor.class));
    try (var metadata =
        TagTreeProcessor.class.getResourceAsStream(
            "/META-INF/gradle/incremental.annotation.processors")) {
      assertEquals(
          "dev.tagtree.processor.TagTreeProcessor,isolating\n",
          new String(Objects.requireNonNull(metadata).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @OnBothCompilers
  void pathIsAConstantOfAnnotationsAndCaseLabels(Compilers compiler) {
    Outcome outcome =
        compiler.compile(
            folder,
            HEAD + "interface Todos { Tag byId(String id); } Tag health(); }",
            """
            package com.example;
            @interface Evicts { String[] value(); }
            """,
            """
            package com.example;
            @Evicts({AppTags.Todos.ById.PATH, AppTags.Health.PATH})
            class Uses {
              static int of(String path) {
                switch (path) {
                  case AppTags.Todos.PATH: return 1;
                  case AppTags.Todos.ById.PATH: return 2;
                  case AppTags.Health.PATH: return 3;
                  default: return 0;
                }
              }
              static String run() { return "" + of("todos") + of("todos.byId") + of("health"); }
            }
            """);

    assertEquals("123", outcome.clean().call("com.example.Uses", "run"));
  }

  @OnBothCompilers
  void annotationsInsideTheTreeMayMentionWhatIsGeneratedFromIt(Compilers compiler) {
    compiler
        .compile(
            folder,
            HEAD
                + """
                @Evicts(AppTags.Todos.PATH) Tag list();
                @Evicts({AppTags.Todos.ById.PATH, AppTags.Todos.PATH}) interface Todos {
                  Tag byId(@Evicts(AppTags.Todos.ById.PATH) String id);
                } }
                """,
            "package com.example;\n@interface Evicts { String[] value(); }")
        .clean();
  }

  @OnBothCompilers
  void aTypeThatAnotherProcessorGeneratesIsWaitedFor(Compilers compiler) {
    for (boolean first : new boolean[] {true, false}) {
      OtherProcessor other =
          new Generates(
              "com.example.TodoId", "package com.example;\npublic record TodoId(String value) {}");
      Outcome outcome =
          compiler.compile(
              folder.resolve("" + first),
              List.of(),
              other.withOurs(first),
              HEAD + "Tag byId(TodoId id); }");

      assertTrue(
          outcome.clean().generated().get("com/example/AppTags.java").contains("byId(TodoId id)"));
    }
  }

  @OnBothCompilers
  void aConstantThatAnotherProcessorGeneratesIsWaitedFor(Compilers compiler) {
    Processor other =
        new Generates(
            "com.example.Names",
            "package com.example;\npublic interface Names { String LIST = \"everything\"; }");
    Outcome outcome =
        compiler.compile(
            folder,
            List.of(),
            List.of(new TagTreeProcessor(), other),
            HEAD + "@Name(Names.LIST) Tag list(); }");

    assertTrue(
        outcome.clean().generated().get("com/example/AppTags.java").contains("\"everything\""));
  }

  @OnBothCompilers
  void deprecatedMembersDoNotBreakAStrictBuild(Compilers compiler) {
    Outcome outcome =
        compiler.compile(
            folder,
            """
            package com.example;
            import dev.tagtree.*;
            @TagTree public interface App {
              @Deprecated(forRemoval = true, since = "1") Tag old();
              @Deprecated interface Group { Tag list(); }
              @SuppressWarnings("removal") Tag of(Old.Kind kind);
              Tag byId(Id id);
            }
            """,
            """
            package com.example;
            @Deprecated(forRemoval = true) public class Old { public enum Kind { A } }
            """,
            """
            package com.example;
            @SuppressWarnings("removal") public record Id(Old.Kind old) {}
            """);

    assertTrue(outcome.succeeded());
    assertTrue(
        outcome.said().stream().noneMatch(said -> said.startsWith("AppTags")),
        outcome.said()::toString);
  }

  @OnBothCompilers
  void theSameSourcesGiveTheSameBytesInWhateverOrderTheyCome(Compilers compiler) {
    List<String> sources =
        Stream.of("App.java", "Extra.java", "Kind.java", "Odd.java")
            .map(name -> Sources.read(Sources.RESOURCES.resolve("good/com/example/" + name)))
            .toList();
    String[] given = sources.toArray(String[]::new);
    String[] turned = {given[3], given[2], given[1], given[0]};

    assertEquals(
        compiler.compile(folder.resolve("given"), given).clean().generated(),
        compiler.compile(folder.resolve("turned"), turned).clean().generated());
  }

  @OnBothCompilers
  void anEnumWithoutConstantsHasATypeInTheBrowser(Compilers compiler) {
    Outcome outcome =
        compiler.compile(
            folder, HEAD + "Tag by(None none); }", "package com.example;\npublic enum None {}");

    assertTrue(
        outcome.clean().generated().get("com.example.App.d.ts").contains("(none: never | Any)"));
  }

  @OnBothCompilers
  void anAnnotationWithoutItsValueIsLeftToTheCompiler(Compilers compiler) {
    Outcome outcome = compiler.compile(folder, HEAD + "@Key Tag a(); @Name Tag b(); Tag c(); }");

    assertFalse(outcome.succeeded());
    assertEquals(List.of(), outcome.ours());
  }

  @Test
  void fingerprintIsThatOfTheWireAndTheSameInTheClass() {
    String fingerprint = fingerprint("interface Todos { Tag list(); Tag byId(String id); }");

    assertEquals(
        fingerprint,
        fingerprint("@Name(\"todos\") interface Tasks { Tag byId(String key); Tag list(); }"));
    assertNotEquals(
        fingerprint, fingerprint("interface Todos { Tag list(); Tag byId(@Scope String id); }"));
  }

  private String fingerprint(String members) {
    Compilation compilation = Compilers.javac().compile(Sources.of(HEAD + members + " }"));
    assertThat(compilation).succeededWithoutWarnings();
    Matcher fingerprint =
        Pattern.compile("\"fingerprint\": \"([0-9a-f]{16})\"")
            .matcher(Outcome.of(compilation).generated().get("com.example.App.json"));
    assertTrue(fingerprint.find());
    String found = fingerprint.group(1);
    assertThat(compilation)
        .generatedSourceFile("com.example.AppTags")
        .contentsAsUtf8String()
        .contains("App#" + found);
    return found;
  }

  @OnBothCompilers
  void aTreeWhoseLeavesFillMoreThanOneConstantCompiles(Compilers compiler) {
    String leaves =
        IntStream.range(0, 1_200)
            .mapToObj(i -> "Tag leafWithAVeryLongNameToFillTheConstantPoolQuickly" + i + "();")
            .collect(Collectors.joining("\n"));
    Outcome outcome = compiler.compile(folder, HEAD + "interface G { " + leaves + " } }");

    assertTrue(
        outcome.clean().generated().get("com/example/AppTags.java").contains("\".concat(\""));
  }
}
