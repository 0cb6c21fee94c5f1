// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
  private int compilations;

  @BeforeEach
  void release() throws IOException {
    file = folder.resolve("com.example.App.json");
    Files.writeString(file, compile(RELEASED, "").generated().get("com.example.App.json"));
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
    assertEquals(
        List.of(), said(compile(RELEASED, "-Atagtree.baseline=" + file, "SMALL, LARGE, HUGE")));
    assertEquals(
        List.of(
            "8 [TT084] 'todos.ofKind' was released as a tag of (enum [SMALL, LARGE]) and is a tag of"
                + " (enum [SMALL]) now, so tags of clients that know it match nothing. Give the new"
                + " one another name, or copy the new schema over FILE."),
        said(compile(RELEASED, "-Atagtree.baseline=" + file, "SMALL")));
  }

  @Test
  void renamedLeafIsReportedWhereItIsWithTheAnnotationThatKeepsItsName() {
    assertEquals(
        List.of(
            "8 [TT083] 'todos.byId' was released, but the tree has it no longer, so tags of clients"
                + " that know it match nothing. If it is 'todos.byKey' now, put @Name(\"byId\")"
                + " there, else copy the new schema over FILE."),
        problems(RELEASED.replace("Tag byId(", "Tag byKey(")));
    assertEquals(List.of(), problems(RELEASED.replace("Tag byId(", "@Name(\"byId\") Tag byKey(")));
  }

  @Test
  void removedGroupIsReportedOnceAtWhatIsAroundIt() {
    assertEquals(
        List.of(
            "7 [TT083] 'todos' was released, but the tree has it no longer, so tags of clients that"
                + " know it match nothing. If it has another name now, put @Name(\"todos\") there,"
                + " else copy the new schema over FILE."),
        problems(RELEASED.replaceFirst("interface Todos .*", "")));
  }

  @Test
  void changedShapesAreReported() {
    assertEquals(
        List.of(
            "9 [TT084] 'org' was released as a group of (@Scope String) and is a group of (String)"
                + " now, so tags of clients that know it match nothing. Give the new one another"
                + " name, or copy the new schema over FILE.",
            "8 [TT084] 'todos.byId' was released as a tag of (String) and is a tag of (long) now, so"
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
    assertEquals(1, said(compile(renamed, "-Atagtree.baseline=" + folder)).size());
    Files.delete(file);
    assertEquals(List.of(), said(compile(renamed, "-Atagtree.baseline=" + folder)));
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
      assertEquals("7 [TT085]", said.get(0).substring(0, 9), broken);
    }
    Files.delete(file);
    assertEquals(
        List.of(
            "7 [TT085] The baseline FILE cannot be read: there is no such file or folder. Copy the"
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
              "7 [TT085] The baseline FILE cannot be read: "
                  + damage.getValue()
                  + ". Copy the schema of the last release there, or remove -Atagtree.baseline."),
          problems(RELEASED));
    }
  }

  private List<String> problems(String members) {
    return said(compile(members, "-Atagtree.baseline=" + file));
  }

  private List<String> said(Outcome outcome) {
    return outcome.ours().stream()
        .map(said -> said.replaceFirst("App\\.java:(\\d+) error ", "$1 "))
        .map(said -> said.replace(file.toString(), "FILE"))
        .toList();
  }

  private Outcome compile(String members, String option) {
    return compile(members, option, "SMALL, LARGE");
  }

  private Outcome compile(String members, String option, String constants) {
    String source =
        """
        package com.example;

        import dev.tagtree.*;

        enum Kind { %s }

        @TagTree public interface App {
        %s
        }
        """;
    return Compilers.JAVAC.compile(
        folder.resolve(Integer.toString(++compilations)),
        option.isEmpty() ? List.of() : List.of(option),
        List.of(new TagTreeProcessor()),
        String.format(source, constants, members));
  }
}
