// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A tag: its text and its limits, and what it resolves and widens to. */
class TagTest {
  private enum Mood {
    GOOD {
      @Override
      public String toString() {
        return "something else";
      }
    }
  }

  @Test
  void textReadsLikeTheCall() {
    assertEquals("todos.*", MiniTree.todos().toString());
    assertEquals("todos.list", MiniTree.todos().list().toString());
    assertEquals("todos.byId(1)", MiniTree.todos().byId("1").toString());
    assertEquals("todos.byId()", MiniTree.todos().byId("").toString());
    assertEquals("todos.byId(*)", MiniTree.todos().byId(Arg.any()).toString());
    assertEquals("org(acme).members.*", MiniTree.org("acme").members().toString());
    assertEquals("org(*).profile", MiniTree.org(Arg.any()).profile().toString());
    assertEquals("*", MiniTree.ALL.toString());
  }

  @Test
  void equalityIsTheText() {
    Tag generated = MiniTree.todos().byId("1");
    Tag parsed = Tag.parse("todos.byId(1)");

    assertEquals(generated, parsed);
    assertEquals(parsed, generated);
    assertEquals(generated.hashCode(), parsed.hashCode());
    assertEquals(MiniTree.todos(), Tag.parse("todos.*"));
    assertNotEquals(generated, Tag.parse("todos.byId(2)"));
    assertNotEquals(MiniTree.todos(), Tag.parse("todos"));
    assertNotEquals(generated, generated.toString());
  }

  @Test
  void onlyAFullyBoundLeafIsOfItsClass() {
    assertInstanceOf(MiniTree.Todos.ById.class, MiniTree.todos().byId(Arg.of("1")));
    assertFalse(MiniTree.todos().byId(Arg.any()) instanceof MiniTree.Todos.ById);
  }

  @Test
  void leavesWithOneValueKeepTheirNamesHoweverManyThereAre() {
    for (TagGroup parent : List.of(MiniTree.todos(), MiniTree.org("acme"), MiniTree.ALL)) {
      String prefix = TagText.prefix(parent.toString());
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 100; i++) {
          assertEquals(prefix + "of" + i + "(a%20b)", oneValue(parent, "of" + i + "(id)", "a b"));
          assertEquals(
              prefix + "of" + i + "(-7)", new TagLeaf(parent, "of" + i, -7L) {}.toString());
        }
      }
    }
  }

  @Test
  void aLeafWithOneValueHasTheLimitsOfATag() {
    TagGroup wide = new TagGroup(MiniTree.ALL, "leaf", "n".repeat(Tag.MAX_TAG_BYTES - 8)) {};

    assertEquals(Tag.MAX_TAG_BYTES, oneValue(wide, "leaf", "1").length());
    assertRefuses("1024", () -> oneValue(wide, "leaf", "12"));
    assertRefuses("256", () -> oneValue(MiniTree.todos(), "leaf", "a".repeat(257)));
    assertRefuses("'2of'", () -> oneValue(MiniTree.todos(), "2of", "1"));
    assertRefuses("'of(id'", () -> oneValue(MiniTree.todos(), "of(id", "1"));
  }

  private static String oneValue(TagGroup parent, String signature, Object value) {
    return new TagLeaf(parent, signature, value) {}.toString();
  }

  @Test
  void aGroupResolvesToItsLeavesInTheOrderOfTheirTexts() {
    assertEquals(
        "[todos.byId(*), todos.inRange(*,*), todos.list, todos.summary]",
        Tag.resolve(MiniTree.todos()).toString());
    assertEquals(
        List.of(
            Tag.parse("org(acme).members.byId(*)"),
            Tag.parse("org(acme).members.list"),
            Tag.parse("org(acme).profile")),
        Tag.resolve(MiniTree.org("acme")));
    assertEquals(9, Tag.resolve(MiniTree.ALL).size());
    assertSame(Tag.resolve(MiniTree.todos()), Tag.resolve(MiniTree.todos()));
  }

  @Test
  void aLeafAndAGroupWithoutItsTreeResolveToThemselves() {
    Tag leaf = MiniTree.todos().list();
    Tag group = Tag.parse("todos.*");

    assertEquals(List.of(leaf), Tag.resolve(leaf));
    assertEquals(List.of(group), Tag.resolve(group));
  }

  @Test
  void aGroupWhoseLeavesWouldBeTooLongResolvesToItself() {
    TagGroup deep = new TagGroup(MiniTree.ALL, "leaf", "n".repeat(Tag.MAX_TAG_BYTES - 4)) {};

    assertEquals(List.of(deep), Tag.resolve(deep));
  }

  @Test
  void theRootIsEverythingAndOfNoTree() {
    Tag root = Tag.root();

    assertEquals("*", root.toString());
    assertEquals(Tag.parse("*"), root);
    assertEquals(MiniTree.ALL, root);
    assertSame(root, Tag.root());
    assertEquals(Optional.empty(), Tag.schema(root));
    assertEquals(List.of(root), Tag.resolve(root));
    for (String text : List.of("*", "todos.*", "todos.list", "org(acme).profile")) {
      assertTrue(Tag.covers(root, Tag.parse(text)), text);
      assertTrue(Tag.overlaps(Tag.parse(text), root), text);
    }
    assertFalse(Tag.covers(MiniTree.todos(), root));
  }

  @Test
  void onlyALeafWithoutAnyIsConcrete() {
    for (String text : List.of("todos.list", "todos.byId()", "todos.byId(%2A)", "org(a).profile")) {
      assertTrue(Tag.isConcrete(Tag.parse(text)), text);
    }
    for (String text :
        List.of("*", "todos.*", "todos.byId(*)", "todos.of(1,*)", "org(*).profile")) {
      assertFalse(Tag.isConcrete(Tag.parse(text)), text);
    }
  }

  @Test
  void pathHasTheNamesOnly() {
    assertEquals("todos.byId", Tag.path(MiniTree.todos().byId("a.b(")));
    assertEquals("org.members", Tag.path(MiniTree.org("a.b").members()));
    assertEquals("", Tag.path(MiniTree.ALL));
  }

  @Test
  void keyFollowsItsTemplateAndEndsBeforeTheFirstAny() {
    assertEquals(List.of("todo", "a b"), Tag.key(MiniTree.todos().byId("a b")));
    assertEquals(List.of("todo"), Tag.key(MiniTree.todos().byId(Arg.any())));
    assertEquals(List.of("org", "acme", "literal {0}"), Tag.key(MiniTree.org("acme").profile()));
    assertEquals(List.of("org"), Tag.key(MiniTree.org(Arg.any()).profile()));
    assertEquals(List.of("todos", "byId", "a b"), Tag.key(Tag.parse("todos.byId(a%20b)")));
    assertEquals(
        List.of("todos", "inRange", "1"), Tag.key(MiniTree.todos().inRange("1", Arg.any())));
    assertEquals(List.of("todo", "*"), Tag.key(MiniTree.todos().byId("*")), "a star that is text");
  }

  @Test
  void onlyARootHasASchema() {
    assertEquals(Optional.of("com.example.Mini#0123456789abcdef"), Tag.schema(MiniTree.ALL));
    assertEquals(Optional.empty(), Tag.schema(MiniTree.todos()));
    assertEquals(Optional.empty(), Tag.schema(Tag.parse("*")));
    assertEquals(Optional.empty(), Tag.schema(MiniTree.todos().list()));
  }

  @Test
  void valuesAreWrittenByTypeAndNeverByToString() {
    assertEquals("todos.byId(GOOD)", leaf(Mood.GOOD).toString());
    assertEquals("todos.byId(2024-02-29)", leaf(LocalDate.of(2024, 2, 29)).toString());
    assertEquals(
        "todos.byId(123e4567-e89b-12d3-a456-426614174000)",
        leaf(UUID.fromString("123E4567-E89B-12D3-A456-426614174000")).toString());
    assertEquals("todos.byId(-5)", leaf((byte) -5).toString());
    assertEquals("todos.byId(true)", leaf(true).toString());
  }

  @Test
  void valuesOfOtherTypesAreRefusedByName() {
    String message = assertThrows(InvalidTagException.class, () -> leaf(1.5)).getMessage();

    assertTrue(message.contains("byId") && message.contains("java.lang.Double"), message);
    assertFalse(message.contains("1.5"), "a value may be personal");
  }

  @Test
  void datesOutsideFourDigitYearsAreRefused() {
    assertThrows(InvalidTagException.class, () -> leaf(LocalDate.of(10_000, 1, 1)));
    assertThrows(InvalidTagException.class, () -> leaf(LocalDate.of(-1, 1, 1)));
    assertEquals("todos.byId(0000-01-01)", leaf(LocalDate.of(0, 1, 1)).toString());
  }

  @Test
  void nullsAreRefusedByName() {
    assertNames("text", () -> Tag.parse(nothing()));
    assertNames("tag", () -> Tag.resolve(nothing()));
    assertNames("tag", () -> Tag.path(nothing()));
    assertNames("tag", () -> Tag.isConcrete(nothing()));
    assertNames("tag", () -> Tag.key(nothing()));
    assertNames("tag", () -> Tag.schema(nothing()));
    assertNames("a", () -> Tag.overlaps(nothing(), MiniTree.ALL));
    assertNames("b", () -> Tag.overlaps(MiniTree.ALL, nothing()));
    assertNames("a", () -> Tag.covers(nothing(), MiniTree.ALL));
    assertNames("b", () -> Tag.covers(MiniTree.ALL, nothing()));
    assertNames("id", () -> MiniTree.todos().byId(TagTest.<String>nothing()));
    assertNames("byId", () -> leaf(TagTest.<Object>nothing()));
  }

  @Test
  void limitsHoldExactly() {
    assertEquals(
        Tag.MAX_VALUE_BYTES + "todos.byId()".length(),
        leaf("v".repeat(Tag.MAX_VALUE_BYTES)).toString().length());
    assertRefuses("256", () -> leaf("v".repeat(Tag.MAX_VALUE_BYTES + 1)));
    assertRefuses("256", () -> leaf("\u00e9".repeat(43)));
    assertRefuses("256", () -> leaf("x".repeat(5_000_000)));
    assertRefuses("16", () -> new PlainLeaf(MiniTree.ALL, "many", new Object[17]));
    String name = "n".repeat(Tag.MAX_TAG_BYTES);
    assertEquals(name, new PlainLeaf(MiniTree.ALL, name).toString());
    assertRefuses("1024", () -> new PlainLeaf(MiniTree.ALL, name + "n"));
    TagGroup group = MiniTree.ALL;
    for (int i = 0; i < Tag.MAX_SEGMENTS; i++) {
      group = new TagGroup(group, "leaf", "g") {};
    }
    TagGroup deepest = group;
    assertRefuses("16", () -> new PlainLeaf(deepest, "tooDeep"));
  }

  @Test
  void namesThatAreNoneAreRefused() {
    for (String name : List.of("", "a b", "1a", "_a", "a.b", "a*", "\u00e9", "a(")) {
      assertThrows(InvalidTagException.class, () -> new PlainLeaf(MiniTree.ALL, name), name);
    }
  }

  @Test
  void aLoneSurrogateIsRefusedWithItsPlace() {
    String message = assertThrows(InvalidTagException.class, () -> leaf("ab\ud800")).getMessage();

    assertTrue(message.contains("byId") && message.contains("index 2"), message);
  }

  @Test
  void messagesNeverRepeatAValue() {
    for (String text : List.of("a(secret secret)", "secret(secret", "a(secret%41)")) {
      String message = assertThrows(InvalidTagException.class, () -> Tag.parse(text)).getMessage();
      assertFalse(message.contains("secret"), message);
    }
  }

  private static Tag leaf(Object value) {
    return new PlainLeaf(MiniTree.todos(), "byId", value);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // a null of whatever type
  private static <T> T nothing() {
    return null;
  }

  private static void assertNames(String name, Runnable call) {
    String message = assertThrows(NullPointerException.class, call::run).getMessage();
    assertTrue(message.contains(name), message);
  }

  private static void assertRefuses(String limit, Runnable call) {
    String message = assertThrows(InvalidTagException.class, call::run).getMessage();
    assertTrue(message.contains(limit), message);
    assertTrue(message.length() < 2_000, "a message does not repeat what is too long");
  }

  @Test
  void aLeafIsWidenedToAnyInItsOwnParametersThatAreNoScopes() {
    assertEquals("todos.byId(*)", widen("todos.byId(1)"));
    assertEquals("todos.inRange(*,*)", widen("todos.inRange(2024-01-01,*)"));
    assertEquals("org(acme).members.byId(*)", widen("org(acme).members.byId(7)"));
    assertEquals("mail.of(me,*)", widen("mail.of(me,1)"));
  }

  @Test
  void whatHasNothingToWidenOrIsNotKnownStaysAsItIs() {
    for (String text :
        List.of(
            "todos.list",
            "todos.*",
            "*",
            "org(acme).profile",
            "mail.to(me)",
            "mail.of(me)",
            "mail.of(me,1,2)",
            "todos.list(1)",
            "todos.byId",
            "todos.byId(*)",
            "other.byId(1)")) {
      assertEquals(text, widen(text));
    }
    Tag leaf = Tag.parse("todos.byId(1)");
    assertSame(leaf, Tag.widen(Tag.root(), leaf));
    assertSame(leaf, Tag.widen(MiniTree.todos(), leaf));
    assertSame(leaf, Tag.widen(leaf, leaf));
  }

  private static String widen(String text) {
    Tag tag = Tag.parse(text);
    Tag wide = Tag.widen(MiniTree.ALL, tag);
    assertTrue(Tag.covers(wide, tag));
    return wide.toString();
  }
}
