// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.TagGroup;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Merging says everything, later, and nothing across a scope. */
class MergerTest {
  private static final Tag TREE =
      new TagGroup(
          "com.example.App#1",
          "todos.list todos.byId(*) todos.inRange(*,*) org(@).members.byId(*) mail.of(@,*)") {};

  private static final Merger MERGER = new Merger(List.of(TREE), 3, false);
  private static final Merger SHARED = new Merger(List.of(TREE), 3, true);

  private static final String[] POOL =
      ("* todos.* todos.list todos.byId(*) todos.byId(1) todos.byId(2) todos.byId(3) todos.byId(4)"
              + " org(a).* org(*).* org(a).members.byId(1) org(a).members.byId(2) org(b).members.*"
              + " org(*).members.byId(1) mail.of(a,1) mail.of(b,1) mail.of(*,1) mail.of(a,*) mail.of(a)")
          .split(" ");

  private static List<Invalidation> invalidations(Tag... tags) {
    List<Invalidation> invalidations = new ArrayList<>();
    for (Tag tag : tags) {
      int number = invalidations.size();
      invalidations.add(new Invalidation(number, new Cursor("e", 10L * number), tag));
    }
    return invalidations;
  }

  /** {@return the tags with the numbers of those that they stand at} */
  private static String merged(String... texts) {
    return merged(MERGER, texts);
  }

  private static String merged(Merger merger, String... texts) {
    StringBuilder merged = new StringBuilder();
    for (Merger.Said said : merger.merge(invalidations(Rig.tags(texts)))) {
      Invalidation last = said.last();
      assertEquals(10 * last.number(), last.cursor().offset());
      assertEquals(
          Tag.parse(texts[(int) last.number()]).equals(said.tag()), said.isAsInvalidated());
      merged
          .append(merged.isEmpty() ? "" : " ")
          .append(said.tag())
          .append('@')
          .append(last.number());
    }
    return merged.toString();
  }

  @Test
  void aTagIsSaidOnceWhereItWasInvalidatedLast() {
    assertEquals("b@1 a@3 c@4", merged("a", "b", "a", "a", "c"));
    assertEquals("a@0", merged("a"));
    assertEquals("", merged());
  }

  @Test
  void whatAnotherCoversIsSaidByThatOneAtTheHigherPosition() {
    assertEquals("todos.*@1", merged("todos.list", "todos.*"));
    assertEquals("todos.*@1", merged("todos.*", "todos.list"));
    assertEquals(
        "notes.list@1 todos.byId(*)@3",
        merged("todos.byId(*)", "notes.list", "todos.byId(2)", "todos.byId(1)"));
    assertEquals("*@4", merged("todos.byId(1)", "todos.*", "*", "notes.list", "todos.list"));
    assertEquals("a(*).*@2", merged("a(1).b(2)", "a(*).*", "a(1).*"));
  }

  @Test
  void whatOnlyOverlapsStays() {
    assertEquals("a(1).b(*)@0 a(*).b(2)@1", merged("a(1).b(*)", "a(*).b(2)"));
    assertEquals("todos.byId(1)@0 todos.byId(2)@1", merged("todos.byId(1)", "todos.byId(2)"));
  }

  @Test
  void moreLeavesOfOneKindThanTheLimitAreSaidByAny() {
    assertEquals(
        "todos.byId(1)@0 todos.byId(2)@1 todos.byId(3)@2",
        merged("todos.byId(1)", "todos.byId(2)", "todos.byId(3)"));
    assertEquals(
        "todos.list@2 todos.byId(*)@4",
        merged("todos.byId(1)", "todos.byId(2)", "todos.list", "todos.byId(3)", "todos.byId(4)"));
    assertEquals(
        "todos.inRange(*,*)@3",
        merged(
            "todos.inRange(1,2)",
            "todos.inRange(1,3)",
            "todos.inRange(2,*)",
            "todos.inRange(5,6)"));
  }

  @Test
  void leavesAreNeverWidenedAcrossAScopeNorOfTreesThatAreNotKnown() {
    assertEquals(
        "org(a).members.byId(*)@3 org(b).members.byId(1)@4",
        merged(
            "org(a).members.byId(1)",
            "org(a).members.byId(2)",
            "org(a).members.byId(3)",
            "org(a).members.byId(4)",
            "org(b).members.byId(1)"));
    assertEquals(
        "mail.of(a,1)@0 mail.of(b,1)@1 mail.of(c,1)@2 mail.of(d,1)@3",
        merged("mail.of(a,1)", "mail.of(b,1)", "mail.of(c,1)", "mail.of(d,1)"));
    String[] unknown = {"x.y(1)", "x.y(2)", "x.y(3)", "x.y(4)", "x.y(5)"};
    assertEquals("x.y(1)@0 x.y(2)@1 x.y(3)@2 x.y(4)@3 x.y(5)@4", merged(unknown));
  }

  @Test
  void everythingIsSaidByWhatStaysNotBeforeItsOwnPosition() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 10_000; round++) {
      Tag[] tags = some(random);
      List<Merger.Said> merged = (round % 2 == 0 ? MERGER : SHARED).merge(invalidations(tags));
      for (int i = 0; i < tags.length; i++) {
        int at = i;
        assertTrue(
            merged.stream()
                .anyMatch(said -> said.last().number() >= at && Tag.covers(said.tag(), tags[at])),
            () -> tags[at] + " of " + List.of(tags) + " by " + merged);
      }
      for (int i = 1; i < merged.size(); i++) {
        assertTrue(merged.get(i - 1).last().number() < merged.get(i).last().number());
      }
      assertEquals(tags.length - 1, merged.get(merged.size() - 1).last().number());
    }
  }

  private static Tag[] some(SplittableRandom random) {
    Tag[] tags = new Tag[random.nextInt(1, 25)];
    Arrays.setAll(tags, i -> Tag.parse(POOL[random.nextInt(POOL.length / (1 + tags.length % 3))]));
    return tags;
  }

  @Test
  void whatOthersReadTooIsSaidTogetherOnlySideBySideOrByWhatComesLater() {
    assertEquals("b@1 a@2", merged(SHARED, "a", "b", "a"));
    assertEquals("todos.*@1", merged(SHARED, "todos.list", "todos.*"));
    assertEquals("todos.*@1", merged(SHARED, "todos.*", "todos.list"));
    assertEquals(
        "todos.*@0 notes.list@1 todos.list@2",
        merged(SHARED, "todos.*", "notes.list", "todos.list"));
    assertEquals(
        "todos.byId(*)@3 todos.list@4 todos.byId(5)@5",
        merged(
            SHARED,
            "todos.byId(1)",
            "todos.byId(2)",
            "todos.byId(3)",
            "todos.byId(4)",
            "todos.list",
            "todos.byId(5)"));
  }

  @Test
  void whoGoesOnElsewhereAfterAnythingThatWasSaidFindsTheRestInTheLog() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 5_000; round++) {
      Tag[] tags = some(random);
      List<Merger.Said> merged = SHARED.merge(invalidations(tags));
      for (int said = 0; said < merged.size(); said++) {
        long position = merged.get(said).last().number();
        List<Merger.Said> heard = merged.subList(0, said + 1);
        for (int i = 0; i <= position; i++) {
          int at = i;
          assertTrue(
              heard.stream()
                      .anyMatch(it -> it.last().number() >= at && Tag.covers(it.tag(), tags[at]))
                  || Arrays.stream(tags, (int) position + 1, tags.length)
                      .anyMatch(later -> Tag.covers(later, tags[at])),
              () -> tags[at] + " after " + position + " of " + List.of(tags) + " by " + merged);
        }
      }
    }
  }
}
