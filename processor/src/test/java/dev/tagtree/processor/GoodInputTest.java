// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trees with odd names and in odd places compile without a word from either compiler, and their
 * tags have the texts that the trees say.
 */
class GoodInputTest {
  @TempDir private Path folder;

  /** {@return what an expression gives in the package of the sources} */
  private Object value(Compilers compiler, String head, String expression, String... sources) {
    return value(compiler, folder, head, expression, sources);
  }

  private static Object value(
      Compilers compiler, Path folder, String head, String expression, String... sources) {
    List<String> all = new ArrayList<>(List.of(sources));
    all.add(
        head
            + "\nfinal class Uses { static java.lang.Object run() { return "
            + expression
            + "; } }");
    boolean named = head.startsWith("package com.example;");
    return compiler
        .compile(folder, all.toArray(String[]::new))
        .clean()
        .call((named ? "com.example." : "") + "Uses", "run");
  }

  private static final String HEAD = "package com.example;";

  @OnBothCompilers
  void takesNoNameFromTheTree(Compilers compiler) {
    assertEquals(
        "odd.path odd.equals(x) odd.wait(1) odd.toArray(2) odd.yield odd.record params.a(1,2,3,4,5)"
            + " params.e(1,2,3,4) params.group(1,2,3).byId(4) list.of(s,1) all(a,b,c) parse(7)",
        value(
            compiler,
            HEAD,
            """
            String.join(" ", java.util.stream.Stream.of(
                    AppTags.odd().path(), AppTags.odd().equals("x"), AppTags.odd().wait("1"),
                    AppTags.odd().toArray(2), AppTags.odd().yield(), AppTags.odd().record(),
                    AppTags.params().a("1", "2", "3", "4", "5"),
                    AppTags.params().e("1", "2", "3", "4"),
                    AppTags.params().group("1", "2", "3").byId("4"),
                    AppTags.list().of("s", 1), AppTags.all("a", "b", "c"), AppTags.parse(7))
                .map(tag -> AppTags.parse(tag.toString()).toString()).toList())""",
            """
            package com.example;
            import dev.tagtree.*;
            @TagTree
            public interface App {
              interface Odd {
                Tag path(); Tag key(); Tag text(); Tag parse(String text); Tag resolve();
                Tag equals(String other); Tag wait(String text); Tag toArray(int radix);
                Tag hashCode(long seed); Tag notify(boolean all); Tag getClass(String name);
                Tag clone(int times); Tag finalize(String text);
                Tag list(); Tag string(); Tag object(); Tag tag(); Tag system(); Tag math();
                Tag override(); Tag read(); Tag end(); Tag overlaps(); Tag instance();
                Tag objects(); Tag arg(String arg); Tag tagReader(); Tag plainLeaf(String s);
                Tag then(); Tag constructor(); Tag name(); Tag length(); Tag delete();
                Tag record(); Tag yield(); Tag sealed(); Tag permits(); Tag when(); Tag var();
                Tag module(); Tag open(); Tag with(); Tag to(); Tag exports(); Tag requires();
                Tag generated(); Tag deprecated(); Tag tagLeaf(); Tag suppressWarnings();
                Tag function(); Tag typeof(); Tag in(); Tag let(); Tag async(); Tag await();
              }
              interface Params {
                Tag a(String java, String dev, String com, String args, String path);
                Tag b(String text, String in, String values, String parent);
                Tag c(String ALL, String PATH, String KEY, String INSTANCE);
                Tag d(String E, String Params, String Objects, String Arg, String String);
                Tag e(String ALL, String ALL_, String in, String in_);
                Tag f(String record, String yield, String var, String sealed, String module);
                Tag g(String function, String delete, String typeof, String await, String let);
                Tag h(String javax, String example, String App, String AppTags, String tag);
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
            """));
  }

  @OnBothCompilers
  void classesOfThePackageHideNothingThatIsMentioned(Compilers compiler) {
    List<String> sources = new ArrayList<>();
    for (String name :
        List.of(
            "Tag",
            "String",
            "List",
            "Override",
            "Object",
            "Arg",
            "Objects",
            "Generated",
            "Deprecated",
            "TagGroup",
            "TagLeaf",
            "TagReader",
            "PlainLeaf",
            "LocalDate",
            "SuppressWarnings",
            "InvalidTagException")) {
      sources.add("package com.example;\nclass " + name + " {}");
    }
    sources.add(
        """
        package com.example;
        @dev.tagtree.TagTree
        public interface App {
          @java.lang.Deprecated dev.tagtree.Tag old();
          interface Todos {
            dev.tagtree.Tag byId(java.lang.String id);
            dev.tagtree.Tag on(java.time.LocalDate day, long number);
          }
        }
        """);

    assertEquals(
        "todos.byId(1)todos.on(*,2)",
        value(
            compiler,
            HEAD,
            "\"\" + AppTags.todos().byId(\"1\")"
                + " + AppTags.todos().on(dev.tagtree.Arg.any(), dev.tagtree.Arg.of(2L))",
            sources.toArray(String[]::new)));
  }

  private static final List<String> MENTIONED =
      List.of(
          ("Tag Arg TagGroup TagLeaf TagReader PlainLeaf String Object Objects Integer Override"
                  + " Generated UUID ALL PATH KEY INSTANCE in parent values")
              .split(" "));

  @OnBothCompilers
  void argumentsMayBeOfTypesThatAreCalledLikeWhatIsMentioned(Compilers compiler) {
    for (String head : List.of(HEAD, "")) { // the types of the unnamed package have no other names
      List<String> sources = new ArrayList<>();
      StringBuilder leaves = new StringBuilder();
      StringBuilder calls = new StringBuilder("\"\"");
      for (String name : MENTIONED) {
        sources.add(head + "\npublic enum " + name + " { A }");
        String type = "(%s %2$s, int i, java.util.UUID u);".replace("%2$s", name);
        leaves.append("dev.tagtree.Tag of").append(name).append(type.replace("%s", name));
        calls.append(" + AppTags.g().of" + name + "(dev.tagtree.Arg.of(" + name + ".A), ");
        calls.append("dev.tagtree.Arg.of(1), dev.tagtree.Arg.any()).toString().substring(4)");
      }
      sources.add(
          head
              + "\n@dev.tagtree.TagTree @java.lang.SuppressWarnings(\"tagtree\")\n"
              + "interface App { interface G { "
              + leaves
              + "} }");

      assertEquals(
          MENTIONED.stream().map(name -> name + "(A,1,*)").collect(Collectors.joining()),
          value(
              compiler,
              folder.resolve("in" + head.length()),
              head,
              calls.toString(),
              sources.toArray(String[]::new)));
    }
  }

  @OnBothCompilers
  void treesMayBeCalledLikeWhatIsMentioned(Compilers compiler) {
    List<String> sources = new ArrayList<>();
    List<String> calls = new ArrayList<>();
    for (String name : MENTIONED) {
      if (name.matches("[A-Z].*")) {
        sources.add(
            HEAD
                + "\n@dev.tagtree.TagTree\npublic interface "
                + name
                + " { dev.tagtree.Tag by(java.lang.String s, int i); interface G {"
                + " dev.tagtree.Tag by(Id id, java.lang.String s); } }");
        calls.add(name + "Tags.by(\"1\", 2) + \" \" + " + name + "Tags.g().by(new Id(3), \"4\")");
      }
    }
    sources.add(HEAD + "\npublic record Id(int value) {}");

    assertEquals(
        "by(1,2) g.by(3,4)".repeat(calls.size()),
        value(compiler, HEAD, String.join(" + ", calls), sources.toArray(String[]::new)));
  }

  @OnBothCompilers
  void recordsAreReadWhateverElseIsCalledLikeThem(Compilers compiler) {
    assertEquals(
        "g.hidden(n1,v)",
        value(
            compiler,
            HEAD,
            "\"\" + AppTags.g().hidden(new Id(1), \"v\")",
            "package com.example;\nimport dev.tagtree.*;\n@TagTree public interface App {"
                + " interface G { Tag hidden(Id com, String value); Tag id(); } }",
            """
            package com.example;
            public record Id(String value) {
              public Id(int n) { this("n" + n); }
              public static String value(Id id) { return id.value; }
            }
            """));
  }

  @OnBothCompilers
  void recordsAreParsedByTheConstructorThatMadeThem(Compilers compiler) {
    assertEquals(
        "true true",
        value(
            compiler,
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
                  @TagTree public interface Other { Kind kind(Kind kind); interface Kind2 { Tag a(); }
                    interface Kind { Tag list(); } }
                }
              }
            }
            """
                .replace("Kind kind(Kind kind);", "Kind kind(String kind);"));

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
        value(
            compiler,
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
        value(
            compiler,
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
        value(
            compiler,
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

  @OnBothCompilers
  void wordsOfTwoPartsThatNestAreToldApart(Compilers compiler) {
    assertEquals(
        "app.app2.app3(app)",
        value(
            compiler,
            "package com.example;",
            "\"\" + AppTags.app().app2().app3(\"app\")",
            """
            package com.example;
            import dev.tagtree.*;
            @TagTree public interface App {
              interface App1 { interface App2 { Tag app3(String app3); } }
              @Name("app") App1 app();
            }
            """));
  }
}
