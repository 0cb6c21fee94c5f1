// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.processor.compilers.Compilers;
import dev.tagtree.processor.compilers.OnBothCompilers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trees may have the names that generated code mentions, and so may what is beside them: both
 * compilers have nothing to say, and tags have the texts that the trees say.
 */
class TakenNamesTest {
  private static final String HEAD = "package com.example;";

  /** A tree of names that generated code mentions, or that mean something in a language. */
  private static final String ODD =
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
      """;

  @TempDir private Path folder;

  @OnBothCompilers
  void takesNoNameFromTheTree(Compilers compiler) {
    assertEquals(
        "odd.path odd.equals(x) odd.wait(1) odd.toArray(2) odd.yield odd.record params.a(1,2,3,4,5)"
            + " params.e(1,2,3,4) params.group(1,2,3).byId(4) list.of(s,1) all(a,b,c) parse(7)",
        compiler.value(
            folder,
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
            ODD));
  }

  @OnBothCompilers
  void wordsOfTwoPartsThatNestAreToldApart(Compilers compiler) {
    assertEquals(
        "app.app2.app3(app)",
        compiler.value(
            folder,
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
        compiler.value(
            folder,
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
          compiler.value(
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
        compiler.value(folder, HEAD, String.join(" + ", calls), sources.toArray(String[]::new)));
  }

  @OnBothCompilers
  void recordsAreReadWhateverElseIsCalledLikeThem(Compilers compiler) {
    assertEquals(
        "g.hidden(n1,v)",
        compiler.value(
            folder,
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
}
