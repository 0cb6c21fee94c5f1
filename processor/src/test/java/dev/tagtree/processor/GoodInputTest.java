// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.processor.compilers.Compilers;
import dev.tagtree.processor.compilers.OnBothCompilers;
import dev.tagtree.processor.compilers.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trees in odd places, with odd characters and records compile without a word from either compiler,
 * and their tags have the texts that the trees say.
 */
class GoodInputTest {
  private static final String HEAD = "package com.example;";

  @TempDir private Path folder;

  @OnBothCompilers
  void recordsAreParsedByTheConstructorThatMadeThem(Compilers compiler) {
    assertEquals(
        "true true",
        compiler.value(
            folder,
            HEAD,
            "AppTags.parse(\"byId(1,2)\").equals(AppTags.byId(new Id(1), new Size((short) 2)))"
                + " + \" \" + (AppTags.parse(\"byId(1,*)\") != null)",
            HEAD
                + "\nimport dev.tagtree.*;\n"
                + "@TagTree public interface App { Tag byId(Id id, Size size); }",
            "package com.example;\npublic record Id(long n) { Id(Number n) { this(0); } }",
            "package com.example;\npublic record Size(short n) {"
                + " Size(int n) { this((short) 0); } Size(Object n) { this((short) 0); } }"));
  }

  @OnBothCompilers
  void treesMayBeNestedAsDeepAsOneLikesAndAreNoMorePublicThanTheirs(Compilers compiler) {
    Outcome outcome =
        compiler.compile(
            folder,
            """
            package com.example;
            import dev.tagtree.*;
            public class Outer {
              public interface Middle {
                class Inner {
                  @TagTree(name = "Mine") interface App {
                    Tag list();
                    interface Group { Tag list(); }
                  }
                  @TagTree public interface Other { Kind kind(String kind); interface Kind2 { Tag a(); }
                    interface Kind { Tag list(); } }
                }
              }
            }
            """);

    outcome.clean();
    assertTrue(outcome.generated().get("com/example/Mine.java").contains("\nfinal class Mine {"));
    assertTrue(
        outcome.generated().get("com/example/OtherTags.java").contains("public final class Other"));
    assertTrue(
        outcome
            .generated()
            .get("com.example.Outer.Middle.Inner.App.js")
            .contains("export const mine ="));
  }

  @OnBothCompilers
  void aPackageIsNotNeeded(Compilers compiler) {
    assertEquals(
        "byId(1) true",
        compiler.value(
            folder,
            "",
            "AppTags.byId(\"1\") + \" \" + (AppTags.parse(\"byId(1)\") instanceof AppTags.ById)",
            """
            import dev.tagtree.*;
            @TagTree
            @SuppressWarnings("tagtree")
            interface App { Tag byId(String id); Tag of(Size size); interface G { Tag list(); } }
            """,
            "enum Size { SMALL }"));
  }

  @OnBothCompilers
  void namesBeyondAsciiAreFineWhereTheyAreNotSent(Compilers compiler) {
    assertEquals(
        "todos.olé=bought(GRO%C3%9F,x)",
        compiler.value(
            folder,
            HEAD,
            "\"todos.olé=\" + AppTags.todos().olé(Size.GROß, \"x\").toString().substring(6)",
            """
            package com.example;
            import dev.tagtree.*;
            @TagTree public interface App {
              /** Übrigens: “so” 😀. */
              interface Todos { @Name("bought") Tag olé(Size größe, String 名); }
            }
            """,
            "package com.example;\npublic enum Size { GROß }"));
  }

  @OnBothCompilers
  void whatIsGeneratedIsTheSameInEveryEncodingOfTheSources(Compilers compiler) {
    String source =
        """
        package com.example;
        import dev.tagtree.*;
        @TagTree public interface App { /** über */ @Name("a") Tag é(String ß); }
        """;
    Outcome latin = // sources in memory have no encoding
        compiler.compileFiles(
            folder.resolve("latin"),
            List.of("-encoding", "ISO-8859-1"),
            List.of(new TagTreeProcessor()),
            source);
    Outcome unicode = compiler.compile(folder.resolve("unicode"), source);

    assertEquals(unicode.clean().generated(), latin.clean().generated());
    assertTrue(latin.generated().get("com.example.App.js").contains("über"));
    assertFalse(latin.generated().get("com/example/AppTags.java").contains("ß"));
  }

  @OnBothCompilers
  void keysAndReleasesMayHaveAnyCharacters(Compilers compiler) {
    assertEquals(
        List.of("\u2028 \u2029 \u0085 \u000b\t\r\n\"\\u0041\\ $T $$ %s 😀 /*", "1"),
        compiler.value(
            folder,
            HEAD,
            "dev.tagtree.Tag.key(AppTags.byId(\"1\"))",
            """
            package com.example;
            import dev.tagtree.*;
            @TagTree public interface App {
              @Key({"\\u2028 \\u2029 \\u0085 \\13\\t\\r\\n\\"\\\\u0041\\\\ $T $$ %s 😀 /*", "{id}"})
              Tag byId(String id);
              @Deprecated(since = "\\u2028 \\u0085 $L") Tag old();
            }
            """));
  }
}
