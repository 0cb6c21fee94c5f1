// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of all tags, tried on random ones; {@code -Dtagtree.seed=…} repeats a failure. */
class TagPropertiesTest {
  private static final int PAIRS = 50_000;
  private static final String[] NAMES = {"a", "b", "todo", "todos"};
  private static final String[] VALUES = {"*", "", "1", "2", "a.b", "%2A", "%28"};

  static LongStream seeds() {
    Long seed = Long.getLong("tagtree.seed");
    return seed == null ? LongStream.of(1, 20_261_124) : LongStream.of(seed);
  }

  /** A tag as plain data, for a matcher so simple that it must be right. */
  private record Model(List<List<String>> segments, boolean group) {
    String text() {
      List<String> parts = new ArrayList<>();
      for (List<String> segment : segments) {
        List<String> values = segment.subList(1, segment.size());
        parts.add(segment.get(0) + (values.isEmpty() ? "" : "(" + String.join(",", values) + ")"));
      }
      if (group) {
        parts.add("*");
      }
      return String.join(".", parts);
    }

    boolean overlaps(Model other) {
      for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
        List<String> mine = segments.get(i);
        List<String> theirs = other.segments.get(i);
        for (int j = 0; j < Math.min(mine.size(), theirs.size()); j++) {
          boolean any = j > 0 && (mine.get(j).equals("*") || theirs.get(j).equals("*"));
          if (!any && !mine.get(j).equals(theirs.get(j))) {
            return false;
          }
        }
      }
      return true;
    }

    boolean covers(Model other) {
      if (segments.size() > other.segments.size()) {
        return false;
      }
      for (int i = 0; i < segments.size(); i++) {
        List<String> mine = segments.get(i);
        List<String> theirs = other.segments.get(i);
        for (int j = 0; j < mine.size(); j++) {
          boolean any = j > 0 && mine.get(j).equals("*");
          if (!any && (j >= theirs.size() || !mine.get(j).equals(theirs.get(j)))) {
            return false;
          }
        }
      }
      return true;
    }
  }

  private static Model random(SplittableRandom random) {
    List<List<String>> segments = new ArrayList<>();
    int length = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      List<String> segment = new ArrayList<>();
      segment.add(pick(NAMES, random));
      int values = random.nextInt(3);
      for (int j = 0; j < values; j++) {
        segment.add(pick(VALUES, random));
      }
      segments.add(segment);
    }
    return new Model(segments, length == 0 || random.nextBoolean());
  }

  private static String pick(String[] choices, SplittableRandom random) {
    return choices[random.nextInt(choices.length)];
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void matchingAgreesWithASimpleModel(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int hits = 0;
    for (int i = 0; i < PAIRS; i++) {
      Model a = random(random);
      Model b = random(random);
      Tag tagA = Tag.parse(a.text());
      Tag tagB = Tag.parse(b.text());
      String pair = seed + ": " + tagA + " and " + tagB;

      assertEquals(a.text(), tagA.toString(), pair);
      assertEquals(a.overlaps(b), Tag.overlaps(tagA, tagB), pair);
      assertEquals(Tag.overlaps(tagA, tagB), Tag.overlaps(tagB, tagA), pair);
      assertEquals(a.covers(b), Tag.covers(tagA, tagB), pair);
      assertTrue(Tag.overlaps(tagA, tagA) && Tag.covers(tagA, tagA), pair);
      assertTrue(!Tag.covers(tagA, tagB) || Tag.overlaps(tagA, tagB), pair);
      hits += Tag.overlaps(tagA, tagB) ? 1 : 0;
    }
    assertTrue(hits > PAIRS / 20 && hits < PAIRS * 19 / 20, "both outcomes are common: " + hits);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatCoversReachesAllThatTheCoveredReaches(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int covered = 0;
    for (int i = 0; i < PAIRS; i++) {
      Tag a = Tag.parse(random(random).text());
      Tag b = Tag.parse(random(random).text());
      Tag c = Tag.parse(random(random).text());
      if (Tag.covers(a, b)) {
        covered++;
        String triple = seed + ": " + a + ", " + b + ", " + c;
        assertTrue(!Tag.overlaps(b, c) || Tag.overlaps(a, c), triple);
        assertTrue(!Tag.covers(b, c) || Tag.covers(a, c), triple);
      }
    }
    assertTrue(covered > PAIRS / 100, "covering is common enough to be tested: " + covered);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aGroupMatchesWhatItsResolvedFormMatches(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < PAIRS / 50; i++) {
      List<String> leaves = randomLeaves(random);
      TagGroup root = new TagGroup("test#0", String.join(" ", leaves)) {};
      for (int j = 0; j < 50; j++) {
        Tag wanted = randomTagOf(leaves, random);
        TagGroup group = randomGroupOf(root, leaves, random);
        boolean byLeaves = Tag.resolve(group).stream().anyMatch(leaf -> Tag.overlaps(leaf, wanted));
        assertEquals(
            Tag.overlaps(group, wanted), byLeaves, () -> seed + ": " + group + " and " + wanted);
      }
    }
  }

  /** Some leaves of one tree: one name has one shape, as in a declared tree. */
  private static List<String> randomLeaves(SplittableRandom random) {
    List<String> leaves = new ArrayList<>();
    for (String group : new String[] {"a", "b(*)", "c.d", "c.e(*,*)"}) {
      for (String leaf : new String[] {"list", "byId(*)", "range(*,*)"}) {
        if (random.nextInt(3) > 0 || leaves.isEmpty()) {
          leaves.add(group + "." + leaf);
        }
      }
    }
    return leaves;
  }

  /** A leaf of the tree with some values filled in, or a group above it. */
  private static Tag randomTagOf(List<String> leaves, SplittableRandom random) {
    String[] segments = fill(leaves.get(random.nextInt(leaves.size())), random).split("\\.");
    int length = 1 + random.nextInt(segments.length);
    String text = String.join(".", Arrays.copyOf(segments, length));
    return Tag.parse(length < segments.length ? text + ".*" : text);
  }

  private static TagGroup randomGroupOf(
      TagGroup root, List<String> leaves, SplittableRandom random) {
    String leaf = leaves.get(random.nextInt(leaves.size()));
    TagGroup group = root;
    String[] segments = leaf.split("\\.");
    String path = "";
    for (int i = 0; i < random.nextInt(segments.length); i++) {
      path = path + segments[i] + ".";
      String above = path;
      List<String> below =
          leaves.stream()
              .filter(text -> text.startsWith(above))
              .map(text -> text.substring(above.length()))
              .toList();
      int open = segments[i].indexOf('(');
      Object[] values =
          open < 0
              ? new Object[0]
              : Arrays.stream(segments[i].substring(open + 1).split(","))
                  .map(
                      any -> random.nextBoolean() ? Arg.any() : Integer.toString(random.nextInt(3)))
                  .toArray();
      String name = open < 0 ? segments[i] : segments[i].substring(0, open);
      group = new TagGroup(group, String.join(" ", below), name, values) {};
    }
    return group;
  }

  private static String fill(String text, SplittableRandom random) {
    StringBuilder filled = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      filled.append(c == '*' && random.nextBoolean() ? (char) ('0' + random.nextInt(3)) : c);
    }
    return filled.toString();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void parsingRandomTextRefusesItOrKeepsItAsItIs(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String alphabet = "ab1_-.~()*,%2AFf \u00e9\ud83d";
    int accepted = 0;
    for (int i = 0; i < PAIRS; i++) {
      StringBuilder text = new StringBuilder("a");
      for (int length = random.nextInt(8); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertEquals(text.toString(), Tag.parse(text.toString()).toString());
        accepted++;
      } catch (InvalidTagException refused) {
        assertTrue(refused.getMessage().contains("index"), () -> seed + ": " + refused);
      }
    }
    assertTrue(accepted > PAIRS / 100, "some random text is a tag: " + accepted);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyTextSurvivesItsJourney(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < PAIRS; i++) {
      StringBuilder value = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
        if (point < 0xD800 || point > 0xDFFF) {
          value.appendCodePoint(point);
        }
      }
      Tag sent = new PlainLeaf(MiniTree.todos(), "byId", value.toString());
      Tag received = Tag.parse(sent.toString());

      assertEquals(value.toString(), Tag.key(received).get(2), () -> "seed " + seed);
      assertTrue(sent.toString().chars().allMatch(c -> c > 0x20 && c < 0x7F));
    }
  }
}
