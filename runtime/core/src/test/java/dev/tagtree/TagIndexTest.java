// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The index finds exactly what the matching rule says. */
class TagIndexTest {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final List<String> VALUES = List.of("1", "2", "*", "");

  private final SplittableRandom random = new SplittableRandom(7);

  /** Few names and values, so that texts meet; members have as many values as they like. */
  private Tag some() {
    StringBuilder text = new StringBuilder();
    int segments = random.nextInt(4);
    for (int i = 0; i < segments; i++) {
      text.append(i == 0 ? "" : ".").append(NAMES.get(random.nextInt(NAMES.size())));
      int values = random.nextInt(3);
      for (int j = 0; j < values; j++) {
        text.append(j == 0 ? '(' : ',').append(VALUES.get(random.nextInt(VALUES.size())));
      }
      text.append(values == 0 ? "" : ")");
    }
    boolean group = segments > 0 && random.nextBoolean();
    return Tag.parse(segments == 0 ? "*" : text + (group ? ".*" : ""));
  }

  /** A leaf and the group of its name have one value. */
  private static String key(Tag tag) {
    String text = tag.toString();
    return text.endsWith(".*") ? text.substring(0, text.length() - 2) : text;
  }

  private static Set<String> found(TagIndex<String> index, Tag tag) {
    List<String> found = new ArrayList<>();
    index.forEachOverlapping(tag, found::add);
    assertEquals(new HashSet<>(found).size(), found.size(), "each once");
    return new TreeSet<>(found);
  }

  @Test
  void findsWhatOverlapsHoweverItWasAddedAndRemoved() {
    for (int round = 0; round < 400; round++) {
      TagIndex<String> index = new TagIndex<>();
      Set<Tag> tags = new HashSet<>();
      for (int i = random.nextInt(30); i >= 0; i--) {
        Tag tag = some();
        index.computeIfAbsent(tag, () -> key(tag));
        tags.add(tag);
      }
      for (Tag tag : List.copyOf(tags)) {
        if (random.nextInt(3) == 0) {
          index.remove(tag);
          tags.removeIf(other -> key(other).equals(key(tag)));
        }
      }
      for (int i = 0; i < 40; i++) {
        Tag asked = some();
        Set<String> expected = new TreeSet<>();
        tags.stream()
            .filter(tag -> Tag.overlaps(tag, asked))
            .forEach(tag -> expected.add(key(tag)));
        assertEquals(expected, found(index, asked), () -> asked + " in " + tags);
      }
      assertEquals(tags.stream().map(TagIndexTest::key).distinct().count(), index.size());
      tags.forEach(index::remove);
      assertEquals(0, index.size());
      assertEquals(Set.of(), found(index, Tag.root()));
    }
  }

  @Test
  void aTagKeepsItsFirstValue() {
    TagIndex<Object> index = new TagIndex<>();
    Object first = index.computeIfAbsent(Tag.parse("a.b(1)"), Object::new);
    assertSame(first, index.computeIfAbsent(Tag.parse("a.b(1)"), Object::new));
    assertSame(first, index.remove(Tag.parse("a.b(1)")));
    assertNull(index.remove(Tag.parse("a.b(1)")));
    assertNull(index.remove(Tag.parse("a.c")));
  }
}
