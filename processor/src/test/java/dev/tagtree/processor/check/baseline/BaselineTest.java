// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.check.baseline;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import dev.tagtree.processor.compilers.Compilers;
import dev.tagtree.processor.compilers.Outcome;
import dev.tagtree.processor.compilers.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree is compared with the schema of its last release. */
class BaselineTest {
  private static final String RELEASED =
      """
      interface Todos { Tag list(); Tag byId(String id); Tag ofKind(Kind kind); }
      Org org(@Scope String org);
      interface Org { Tag profile(); interface Members { Tag list(); Tag byName(String name); } }
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void release() throws IOException {
    file = folder.resolve("com.example.App.json");
    Compilation released = compile(RELEASED, Compilers.javac());
    assertThat(released).succeededWithoutWarnings();
    Files.writeString(file, Outcome.of(released).generated().get("com.example.App.json"));
  }

  @Test
  void sameTreeHasNoProblem() {
    assertEquals(List.of(), problems(RELEASED));
  }

  @Test
  void whatWasAddedIsNoProblem() {
    assertEquals(
        List.of(),
        problems(
            RELEASED.replace("Tag list();", "Tag list(); Tag archive(long year);")
                + "interface Notes { Tag list(); }"));
  }

  @Test
  void anAddedConstantIsNoProblemAndARemovedOneIs() {
    assertEquals(List.of(), said(compile(RELEASED, with(file), "SMALL, LARGE, HUGE")));
    assertEquals(
        List.of(
            "6 [TT084] 'todos.ofKind' was released as a tag of (enum [SMALL, LARGE]) and is a tag of"
                + " (enum [SMALL]) now, so tags of clients that know it match nothing. Give the new"
                + " one another name, or copy the new schema over FILE."),
        said(compile(RELEASED, with(file), "SMALL")));
  }

  @Test
  void renamedLeafIsReportedWhereItIsWithTheAnnotationThatKeepsItsName() {
    assertEquals(
        List.of(
            "6 [TT083] 'todos.byId' was released, but the tree has it no longer, so tags of clients"
                + " that know it match nothing. If it is 'todos.byKey' now, put @Name(\"byId\")"
                + " there, else copy the new schema over FILE."),
        problems(RELEASED.replace("Tag byId(", "Tag byKey(")));
    assertEquals(List.of(), problems(RELEASED.replace("Tag byId(", "@Name(\"byId\") Tag byKey(")));
  }

  @Test
  void removedGroupIsReportedOnceAtWhatIsAroundIt() {
    assertEquals(
        List.of(
            "5 [TT083] 'todos' was released, but the tree has it no longer, so tags of clients that"
                + " know it match nothing. If it has another name now, put @Name(\"todos\") there,"
                + " else copy the new schema over FILE."),
        problems(RELEASED.replaceFirst("interface Todos .*", "")));
  }

  @Test
  void changedShapesAreReported() {
    assertEquals(
        List.of(
            "7 [TT084] 'org' was released as a group of (@Scope String) and is a group of (String)"
                + " now, so tags of clients that know it match nothing. Give the new one another"
                + " name, or copy the new schema over FILE.",
            "6 [TT084] 'todos.byId' was released as a tag of (String) and is a tag of (long) now, so"
                + " tags of clients that know it match nothing. Give the new one another name, or"
                + " copy the new schema over FILE."),
        problems(
            RELEASED
                .replace("byId(String id)", "byId(long id)")
                .replace("@Scope String", "String")));
    assertEquals(
        1,
        problems(RELEASED.replaceFirst("Tag list\\(\\);", "interface List { Tag a(); }")).size());
  }

  @Test
  void folderHoldsOneSchemaForEachTreeAndNoneForNewOnes() throws IOException {
    String renamed = RELEASED.replace("Tag byId(", "Tag byKey(");
    assertEquals(1, said(compile(renamed, with(folder))).size());
    Files.delete(file);
    assertEquals(List.of(), said(compile(renamed, with(folder))));
  }

  @Test
  void schemaOfAnotherTreeIsNotCompared() throws IOException {
    Files.writeString(file, Files.readString(file).replace("com.example.App", "com.example.Api"));
    assertEquals(List.of(), problems(RELEASED.replace("Tag byId(", "Tag byKey(")));
  }

  @Test
  void baselineThatCannotBeReadIsReported() throws IOException {
    String schema = Files.readString(file);
    for (String broken :
        List.of(
            "",
            "{",
            "[]",
            "null",
            "{\"name\": 1}x",
            schema + "}",
            schema.replace("[", "{"),
            "{\"name\": \"com.example.App\", \"members\": [1]}",
            "[".repeat(100_000))) {
      Files.writeString(file, broken);
      List<String> said = problems(RELEASED);
      assertEquals(1, said.size(), broken);
      assertEquals("5 [TT085]", said.get(0).substring(0, 9), broken);
    }
    Files.delete(file);
    assertEquals(
        List.of(
            "5 [TT085] The baseline FILE cannot be read: there is no such file or folder. Copy the"
                + " schema of the last release there, or remove -Atagtree.baseline."),
        problems(RELEASED));
  }

  @Test
  void whereABaselineIsDamagedIsSaid() throws IOException {
    String schema = Files.readString(file);
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put("", "line 1: There is nothing");
    reasons.put("{", "line 1: Unexpected end-of-input: expected close marker for Object");
    reasons.put("[]", "it is no schema");
    reasons.put(
        schema.replace("[", "[".repeat(100)),
        "it has deeper nesting or longer names than any schema");
    reasons.put(schema.replaceFirst("\"leaf\"", "1"), "line 12: 1 is no part of a schema");
    for (Map.Entry<String, String> damage : reasons.entrySet()) {
      Files.writeString(file, damage.getKey());
      assertEquals(
          List.of(
              "5 [TT085] The baseline FILE cannot be read: "
                  + damage.getValue()
                  + ". Copy the schema of the last release there, or remove -Atagtree.baseline."),
          problems(RELEASED));
    }
  }

  private List<String> problems(String members) {
    return said(compile(members, with(file)));
  }

  /** {@return the lines of the tree and what is said there, which is all that is said} */
  private List<String> said(Compilation compilation) {
    assertThat(compilation).hadWarningCount(0);
    return compilation.errors().stream()
        .map(
            error ->
                error.getSource().getName()
                    + (":" + error.getLineNumber() + " " + error.getMessage(Locale.ROOT)))
        .map(said -> said.replaceFirst("^com/example/App[.]java:", ""))
        .map(said -> said.replace(file.toString(), "FILE"))
        .toList();
  }

  private static Compiler with(Path baseline) {
    return Compilers.javac("-Atagtree.baseline=" + baseline);
  }

  private static Compilation compile(String members, Compiler compiler) {
    return compile(members, compiler, "SMALL, LARGE");
  }

  private static Compilation compile(String members, Compiler compiler, String constants) {
    return compiler.compile(
        Sources.of(
            "package com.example;\nenum Kind { " + constants + " }",
            """
            package com.example;

            import dev.tagtree.*;

            @TagTree public interface App {
            %s
            }
            """
                .formatted(members)));
  }
}
