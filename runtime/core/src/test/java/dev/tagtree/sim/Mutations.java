// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.sim;

import dev.tagtree.Tag;
import dev.tagtree.TagGroup;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mutations of one history, at most 64: a set of them is the bits of a {@code long}. Nearly
 * each has a tag of its own, so that nothing but its own event, or a resync, says it.
 */
final class Mutations {
  static final int MAX = 64;
  static final long ALL = -1;

  /** Declares them. */
  static final Tag TREE = new TagGroup("sim.Tree#1", "a.item(*) b.item(*) c.item(*)") {};

  private static final int GROUPS = 3;
  private static final Tag[] LEAVES = new Tag[MAX];
  private static final Tag[] GROUP_TAGS = new Tag[GROUPS];
  private static final long[] IN_GROUP = new long[GROUPS];

  static {
    for (int group = 0; group < GROUPS; group++) {
      GROUP_TAGS[group] = Tag.parse(name(group) + ".*");
    }
    for (int m = 0; m < MAX; m++) {
      LEAVES[m] = Tag.parse(name(m % GROUPS) + ".item(" + m + ")");
      IN_GROUP[m % GROUPS] |= bit(m);
    }
  }

  private final Tag[] tags = new Tag[MAX];
  private int count;

  /** Those that concern a whole group. */
  private long groups;

  private long committed;

  private static char name(int group) {
    return (char) ('a' + group);
  }

  private long existing() {
    return count == 0 ? 0 : ALL >>> MAX - count;
  }

  static long bit(int mutation) {
    return 1L << mutation;
  }

  static Tag leaf(int mutation) {
    return LEAVES[mutation];
  }

  static Tag group(int group) {
    return GROUP_TAGS[group % GROUPS];
  }

  boolean isFull() {
    return count == MAX;
  }

  int add(boolean wholeGroup) {
    int m = count++;
    tags[m] = wholeGroup ? GROUP_TAGS[m % GROUPS] : LEAVES[m];
    groups |= wholeGroup ? bit(m) : 0;
    return m;
  }

  Tag tag(int mutation) {
    return tags[mutation];
  }

  void commit(int mutation) {
    committed |= bit(mutation);
  }

  /** {@return those that were ever committed} */
  long committed() {
    return committed;
  }

  /** {@return the tags of some} */
  List<String> tags(long some) {
    return IntStream.range(0, MAX)
        .filter(m -> (some & bit(m)) != 0)
        .mapToObj(m -> tags[m].toString())
        .toList();
  }

  /** {@return those so far that a tag says: all of what they concern, it concerns} */
  long saidBy(String tag) {
    if (tag.charAt(0) == '*') {
      return existing();
    }
    long ofGroup = IN_GROUP[tag.charAt(0) - 'a'] & existing();
    if (tag.charAt(2) == '*') {
      return ofGroup;
    }
    int end = tag.length() - 1;
    if (tag.charAt(end - 1) == '*') {
      return ofGroup & ~groups;
    }
    return bit(Integer.parseInt(tag, "a.item(".length(), end, 10)) & ~groups;
  }
}
