// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.Tag;
import dev.tagtree.hub.Subscription.Resume;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Paths that are invalidated and wanted by nobody, and those that are wanted and unknown. */
class DeadTagsTest {
  private final Rig rig = new Rig(hub -> hub.tree(TestTree.APP));

  private Map<String, Long> unwanted() {
    return rig.hub.insight().deadTags().unwanted();
  }

  @Test
  void nothingIsCountedUnlessSomebodyWantsToKnow() {
    rig.connect("later.added");
    rig.invalidate("todos.list");
    assertEquals(DeadTags.NONE, rig.hub.insight().deadTags());
  }

  @Test
  void whatNobodyWantedIsCountedByPathWithoutValues() {
    rig.hub.insight().keepDeadTags();
    rig.connect("notes.list");
    rig.invalidate("notes.list");
    rig.invalidate("todos.byId(secret)");
    rig.invalidate("todos.byId(other)");
    assertEquals(Map.of("todos.byId", 2L), unwanted());
  }

  @Test
  void whatWasWantedOnceIsNotDeadWhenTheClientIsGone() {
    rig.hub.insight().keepDeadTags();
    Rig.Client client = rig.connect("todos.byId(1)");
    client.leave();
    rig.invalidate("todos.byId(2)");
    rig.invalidate("todos.*");
    rig.invalidate("notes.list");
    assertEquals(Map.of("notes.list", 1L), unwanted());
  }

  @Test
  void aGroupWantsAllBelowItAndNothingBesideIt() {
    rig.hub.insight().keepDeadTags();
    rig.connect("todo.*", "org(acme).*");
    rig.invalidate("todos.list");
    rig.invalidate("org(b).members.list");
    rig.invalidate("todo.list");
    assertEquals(Map.of("todos.list", 1L), unwanted());
  }

  @Test
  void whoPollsOrListensWantsSomethingToo() {
    rig.hub.insight().keepDeadTags();
    rig.hub.listen(Tag.parse("notes.list"), told -> {});
    rig.hub.poll(new Subscription(List.of(Tag.parse("todos.list")), new Resume.Fresh()));
    rig.invalidate("notes.list", "todos.list", "todos.byId(1)");
    assertEquals(Map.of("todos.byId", 1L), unwanted());
  }

  @Test
  void whereSomebodyWantsEverythingNothingIsDead() {
    rig.hub.insight().keepDeadTags();
    rig.connect("notes.list");
    rig.invalidate("todos.list");
    assertEquals(Map.of("todos.list", 1L), unwanted());
    rig.connect();
    assertEquals(Map.of(), unwanted());
  }

  @Test
  void whoNamesTheRootLooksOn() {
    rig.hub.insight().keepDeadTags();
    rig.connect("*");
    rig.invalidate("todos.list");
    assertEquals(Map.of(), unwanted(), "nobody has wanted anything yet");
    rig.connect("notes.list");
    assertEquals(Map.of("todos.list", 1L), unwanted());
    rig.invalidate("*");
    assertEquals(Map.of("todos.list", 1L), unwanted(), "the root is everybody's");
  }

  @Test
  void whatIsOpenAlreadyWhenItIsTurnedOnCounts() {
    rig.connect("todos.byId(1)", "later.added");
    rig.hub.listen(Tag.parse("notes.list"), told -> {});
    rig.hub.insight().keepDeadTags();
    rig.settle();
    rig.hub.insight().keepDeadTags();
    rig.invalidate("todos.byId(2)");
    rig.invalidate("notes.list");
    rig.invalidate("todos.list");
    assertEquals(Map.of("todos.list", 1L), unwanted());
    assertEquals(Map.of("later.added", 1L), rig.hub.insight().deadTags().unknown());
  }

  @Test
  void subscriptionsThatNoTreeDeclaresAreCounted() {
    rig.hub.insight().keepDeadTags();
    rig.connect("todos.*", "todos.byId(1)", "todos.byID(secret)", "*");
    rig.connect("todos.byID(1)", "later.added");
    assertEquals(
        Map.of("todos.byID", 2L, "later.added", 1L), rig.hub.insight().deadTags().unknown());
  }

  @Test
  void aHubWithoutTreesKnowsNoStranger() {
    Rig plain = new Rig();
    plain.hub.insight().keepDeadTags();
    plain.connect("todos.list");
    assertEquals(Map.of(), plain.hub.insight().deadTags().unknown());
  }

  @Test
  void pathsAreBoundedAndThenNothingIsCalledUnwanted() {
    rig.hub.insight().keepDeadTags();
    rig.connect("notes.list");
    for (int i = 0; i <= Interest.MAX_PATHS; i++) {
      rig.invalidate("a.x" + i);
    }
    assertEquals(Interest.MAX_PATHS, unwanted().size());
    for (int i = 0; i <= Interest.MAX_PATHS; i++) {
      rig.connect("b.x" + i);
    }
    assertEquals(Interest.MAX_PATHS, rig.hub.insight().deadTags().unknown().size());
    assertEquals(Map.of(), unwanted());
  }

  @Test
  void whatIsCalledUnwantedOverlapsNothingThatWasEverWanted() {
    List<String> pool =
        List.of("a.*", "a.x", "a.x(1)", "a.b.*", "a.b(2).c", "ab.*", "ab.x", "c(1).*", "c(*).d");
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Rig any = new Rig();
      any.hub.insight().keepDeadTags();
      List<String> wanted = random.ints(3, 0, pool.size()).mapToObj(pool::get).toList();
      any.connect(wanted.toArray(String[]::new));
      List<String> said = random.ints(3, 0, pool.size()).mapToObj(pool::get).toList();
      said.forEach(any::invalidate);
      TreeSet<String> dead = new TreeSet<>(any.hub.insight().deadTags().unwanted().keySet());
      TreeSet<String> expected = new TreeSet<>();
      for (String tag : said) {
        Tag anyValue = Tag.parse(tag.replaceAll("\\(.\\)", "(*)"));
        if (wanted.stream().noneMatch(mine -> Tag.overlaps(anyValue, Tag.parse(mine)))) {
          expected.add(Tag.path(anyValue));
        }
      }
      assertEquals(expected, dead, wanted + " " + said);
    }
  }
}
