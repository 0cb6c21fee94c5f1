// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

class TagTreeProcessorTest {
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

  @Test
  void pathIsAConstantOfAnnotationsAndCaseLabels() {
    assertThat(
            Compiled.of(
                "package com.example; import dev.tagtree.*; @TagTree public interface App {"
                    + " interface Todos { Tag byId(String id); } Tag health(); }",
                """
                package com.example;
                @SuppressWarnings(AppTags.Todos.ById.PATH)
                class Uses {
                  static int of(String path) {
                    switch (path) {
                      case AppTags.Todos.PATH: return 1;
                      case AppTags.Todos.ById.PATH: return 2;
                      case AppTags.Health.PATH: return 3;
                      default: return 0;
                    }
                  }
                }
                """))
        .succeededWithoutWarnings();
  }

  @Test
  void takesNoNameFromTheTree() {
    assertThat(
            Compiled.of(
                """
                package com.example;
                import dev.tagtree.*;
                @TagTree
                public interface App {
                  interface Odd {
                    Tag path(); Tag key(); Tag text(); Tag parse(String text); Tag resolve();
                    Tag equals(String other); Tag list(); Tag string(); Tag object(); Tag tag();
                    Tag override(); Tag read(); Tag end(); Tag overlaps(); Tag instance();
                    Tag objects(); Tag arg(String arg); Tag tagReader(); Tag plainLeaf(String s);
                    Tag then(); Tag constructor(); Tag name(); Tag length(); Tag delete();
                    Tag record(); Tag yield(); Tag generated(); Tag deprecated(); Tag tagLeaf();
                  }
                  interface Params {
                    Tag a(String java, String dev, String com, String args, String path);
                    Tag b(String text, String in, String values, String parent);
                    Tag c(String ALL, String PATH, String KEY, String INSTANCE);
                    Tag d(String D, String Params, String Objects, String Arg, String String);
                    Tag e(String ALL, String ALL_, String in, String in_);
                    Group group(String java, String ALL, String values);
                    interface Group { Tag list(); Tag byId(String parent); }
                  }
                  interface String2 { Tag of(String s); }
                  interface Override { Tag list(); }
                  interface Tag2 { Tag list(); }
                  interface Objects { Tag of(String s); }
                  interface Arg { Tag of(String s); }
                  interface List { Tag of(String s, int i); }
                  interface TagReader { Tag of(String s); }
                  interface PlainLeaf { Tag of(String s); }
                  Tag app(); Tag parse(int text); Tag all(String ALL, String in, String text);
                }
                """))
        .succeededWithoutWarnings();
  }

  @Test
  void acceptsTreesWhereverTheyAreDeclared() {
    Compilation compilation =
        Compiled.of(
            """
            package com.example;
            import dev.tagtree.*;
            class Outer {
              @TagTree(name = "Mine") interface App { Tag list(); interface Group { Tag list(); } }
            }
            """);
    assertThat(compilation).succeededWithoutWarnings();
    String source = Compiled.generated(compilation, "com.example.Mine");
    assertTrue(source.contains("\nfinal class Mine {"), "no more public than its tree");
    assertTrue(
        Compiled.resource(compilation, "com.example.Outer.App.js").contains("export const mine ="));
  }

  @Test
  void deprecatedMembersDoNotBreakAStrictBuild() {
    Compilation compilation =
        Compiled.of(
            """
            package com.example;
            import dev.tagtree.*;
            @TagTree public interface App {
              @Deprecated(forRemoval = true, since = "1") Tag old();
              @Deprecated interface Group { Tag list(); }
              Tag of(Old.Kind kind);
            }
            """,
            """
            package com.example;
            @Deprecated(forRemoval = true) public class Old { public enum Kind { A } }
            """);
    assertTrue(
        compilation.diagnostics().stream()
            .noneMatch(
                diagnostic ->
                    diagnostic.getSource() != null
                        && diagnostic.getSource().getName().contains("AppTags")),
        compilation.diagnostics()::toString);
  }

  @Test
  void aDeprecatedTypeInsideARecordDoesNotBreakAStrictBuild() {
    assertThat(
            Compiled.of(
                "package com.example; import dev.tagtree.*;"
                    + " @TagTree public interface App { Tag byId(Id id); }",
                "package com.example;\n@Deprecated public enum Old { A }",
                "package com.example;\n@SuppressWarnings(\"deprecation\")\n"
                    + "public record Id(Old old) {}"))
        .succeededWithoutWarnings();
  }

  @Test
  void recordsAreReadWhateverElseIsCalledLikeThem() {
    assertThat(
            Compiled.of(
                "package com.example; import dev.tagtree.*; @TagTree public interface App {"
                    + " interface G { Tag hidden(Id com, String value); Tag id(); } }",
                "package com.example;\npublic record Id(String value) {"
                    + " public Id(int n) { this(\"n\" + n); }"
                    + " public static String value(Id id) { return id.value; } }"))
        .succeededWithoutWarnings();
  }

  @Test
  void anEnumWithoutConstantsHasATypeInTheBrowser() {
    Compilation compilation =
        Compiled.of(
            "package com.example; import dev.tagtree.*;"
                + " @TagTree public interface App { Tag by(None none); }",
            "package com.example;\npublic enum None {}");

    assertTrue(
        Compiled.resource(compilation, "com.example.App.d.ts").contains("(none: never | Any)"));
  }

  @Test
  void documentationReachesTheBrowserAsPlainText() {
    Compilation compilation =
        Compiled.of(
            """
            package com.example;
            import dev.tagtree.*;
            @TagTree
            public interface App {
              /**
               * See {@link App}, <b>bold</b>
               * &lt; all.
               *
               * @deprecated gone
               */
              @Deprecated
              Tag list();
            }
            """);

    String said = "  /**\n   * See App, bold < all.\n   * @deprecated gone\n   */\n";
    assertTrue(Compiled.resource(compilation, "com.example.App.js").contains(said));
    assertTrue(
        Compiled.resource(compilation, "com.example.App.json")
            .contains("\"doc\": \"See App, bold < all.\""));
  }

  @Test
  void aWrongConstantInAnAnnotationIsLeftToTheCompiler() {
    Compilation compilation =
        Compiled.of(
            "package com.example; import dev.tagtree.*; @TagTree public interface App {"
                + " @Name(MISSING) Tag a(); @Key(MISSING) Tag b(); @Key Tag c(); }");

    assertTrue(
        compilation.errors().stream()
            .noneMatch(error -> error.getMessage(Locale.ROOT).startsWith("[TT")));
  }

  @Test
  void aTypeThatAnotherProcessorGeneratesIsWaitedFor() {
    Compilation compilation =
        Compiled.of(
            List.of(
                Compiled.source(
                    "package com.example; import dev.tagtree.*;"
                        + " @TagTree public interface App { Tag byId(TodoId id); }")),
            new GeneratesTodoId());

    assertThat(compilation).succeeded();
    assertTrue(Compiled.generated(compilation, "com.example.AppTags").contains("byId(TodoId id)"));
  }

  private static final class GeneratesTodoId extends AbstractProcessor {
    private boolean done;

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!done) {
        done = true;
        try (Writer writer =
            processingEnv.getFiler().createSourceFile("com.example.TodoId").openWriter()) {
          writer.write("package com.example; public record TodoId(String value) {}");
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }
      return false;
    }
  }

  @Test
  void fingerprintChangesIffTheWireFormDoes() {
    String base = "interface Todos { Tag list(); Tag byId(String id); }";
    String fingerprint = fingerprint(base);

    assertEquals(fingerprint, fingerprint("interface Todos { Tag byId(String key); Tag list(); }"));
    assertEquals(fingerprint, fingerprint("/** Documented. */ @Deprecated " + base));
    assertEquals(
        fingerprint,
        fingerprint("@Name(\"todos\") interface Tasks { Tag list(); Tag byId(String id); }"));
    for (String other :
        List.of(
            "interface Tasks { Tag list(); Tag byId(String id); }",
            "interface Todos { Tag list(); Tag byId(int id); }",
            "interface Todos { Tag list(); Tag byId(@Scope String id); }",
            "interface Todos { Tag list(); Tag byId(String a, String b); }",
            "interface Todos { Tag byId(String id); }")) {
      assertNotEquals(fingerprint, fingerprint(other), other);
    }
  }

  @Test
  void fingerprintDoesNotDependOnTheOrderOfConstants() {
    assertEquals(fingerprintWith("enum Kind { A, B }"), fingerprintWith("enum Kind { B, A }"));
    assertNotEquals(fingerprintWith("enum Kind { A, B }"), fingerprintWith("enum Kind { A, C }"));
  }

  private static String fingerprintWith(String kind) {
    return fingerprint("Tag of(Kind kind);", "package com.example;\npublic " + kind);
  }

  private static String fingerprint(String members, String... others) {
    List<String> sources = new ArrayList<>(List.of(others));
    sources.add(
        "package com.example; import dev.tagtree.*; @TagTree public interface App {"
            + members
            + "}");
    Compilation compilation = Compiled.of(sources.toArray(String[]::new));
    assertThat(compilation).succeeded();
    Matcher fingerprint =
        Pattern.compile("\"fingerprint\": \"([0-9a-f]{16})\"")
            .matcher(Compiled.resource(compilation, "com.example.App.json"));
    assertTrue(fingerprint.find());
    String found = fingerprint.group(1);
    assertTrue(Compiled.generated(compilation, "com.example.AppTags").contains("App#" + found));
    return found;
  }

  @Test
  void aTreeWhoseLeavesFillMoreThanOneConstantCompiles() {
    String leaves =
        IntStream.range(0, 1_200)
            .mapToObj(i -> "Tag " + "leafWithAVeryLongNameToFillTheConstantPoolQuickly" + i + "();")
            .collect(Collectors.joining("\n"));
    Compilation compilation =
        Compiled.of(
            "package com.example; import dev.tagtree.*; @TagTree public interface App { interface G {"
                + leaves
                + "} }");
    assertThat(compilation).succeededWithoutWarnings();
    assertTrue(Compiled.generated(compilation, "com.example.AppTags").contains("\".concat(\""));
  }
}
