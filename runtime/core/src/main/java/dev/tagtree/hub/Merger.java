// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.TagIndex;
import dev.tagtree.log.Invalidation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The merging of what no connection was told yet into fewer events. What stays covers all that
 * goes, and has the highest position of it; so nobody who has seen that position has missed
 * anything.
 *
 * <ul>
 *   <li>A tag is said once, where it was invalidated last.
 *   <li>A tag that another one covers is said by that one.
 *   <li>More leaves of one kind than {@code widenAbove} are said by the leaf with any for its
 *       parameters; never across a scope.
 * </ul>
 *
 * <p>A client may go on at another node, with the position of an event that was sent in between;
 * that node finds in the log what came later, as it was invalidated, and merged with other things.
 * So for a {@linkplain dev.tagtree.log.InvalidationLog#isShared shared} log, only such an
 * invalidation is left out that a later one in the log itself covers, or that stands side by side
 * with the one that says it, nothing being sent in between.
 */
final class Merger {
  /**
   * What one event says.
   *
   * @param tag all that it says
   * @param last the newest invalidation of that, at whose position it stands
   */
  record Said(Tag tag, Invalidation last) {
    /** Says an invalidation as it is. */
    private Said(Invalidation one) {
      this(one.tag(), one);
    }

    /** {@return whether that is what was invalidated there, and no more} */
    boolean isAsInvalidated() {
      return tag.equals(last.tag());
    }
  }

  private final List<Tag> trees;
  private final int widenAbove;
  private final boolean shared;

  Merger(List<Tag> trees, int widenAbove, boolean shared) {
    this.trees = trees;
    this.widenAbove = widenAbove;
    this.shared = shared;
  }

  /** {@return what says these invalidations, in order; the last position stays} */
  List<Said> merge(List<Invalidation> invalidations) {
    if (invalidations.size() < 2) {
      return each(invalidations);
    }
    return shared ? joined(uncovered(invalidations)) : gathered(invalidations);
  }

  private static List<Said> each(List<Invalidation> invalidations) {
    return invalidations.stream().map(Said::new).toList();
  }

  /** {@return those that no later one covers} */
  private static List<Invalidation> uncovered(List<Invalidation> invalidations) {
    TagIndex<List<Tag>> later = new TagIndex<>();
    List<Invalidation> left = new ArrayList<>();
    for (int i = invalidations.size() - 1; i >= 0; i--) {
      Invalidation one = invalidations.get(i);
      if (!isCovered(one.tag(), later)) {
        later.computeIfAbsent(one.tag(), ArrayList::new).add(one.tag());
        left.add(one);
      }
    }
    Collections.reverse(left);
    return left;
  }

  private static boolean isCovered(Tag tag, TagIndex<List<Tag>> others) {
    boolean[] covered = {false};
    others.forEachOverlapping(
        tag, tags -> covered[0] |= tags.stream().anyMatch(other -> Tag.covers(other, tag)));
    return covered[0];
  }

  /** {@return them, with those said together that stand side by side} */
  private List<Said> joined(List<Invalidation> invalidations) {
    List<Said> joined = new ArrayList<>();
    if (invalidations.size() <= widenAbove) { // then so are those of each kind
      invalidations.forEach(one -> join(joined, new Said(one)));
      return joined;
    }
    for (int from = 0; from < invalidations.size(); ) {
      Tag wide = widen(invalidations.get(from).tag());
      int end = from + 1;
      while (end < invalidations.size() && widen(invalidations.get(end).tag()).equals(wide)) {
        end++;
      }
      if (end - from > widenAbove) {
        join(joined, new Said(wide, invalidations.get(end - 1)));
      } else {
        invalidations.subList(from, end).forEach(one -> join(joined, new Said(one)));
      }
      from = end;
    }
    return joined;
  }

  /** Adds one, or says it by the one before it. */
  private static void join(List<Said> joined, Said next) {
    Said before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
    if (before != null && Tag.covers(before.tag(), next.tag())) {
      joined.set(joined.size() - 1, new Said(before.tag(), next.last()));
    } else if (before != null && Tag.covers(next.tag(), before.tag())) {
      joined.set(joined.size() - 1, next);
    } else {
      joined.add(next);
    }
  }

  /** {@return them, with those said together that can be, wherever they stand} */
  private List<Said> gathered(List<Invalidation> invalidations) {
    Set<Tag> tags = new LinkedHashSet<>();
    invalidations.forEach(invalidation -> tags.add(invalidation.tag()));
    Map<Tag, Tag> wider = widened(tags);
    tags.addAll(wider.values());
    Map<Tag, Tag> said = covering(tags);
    if (tags.size() == invalidations.size() && wider.isEmpty() && said.isEmpty()) {
      return each(invalidations);
    }
    Map<Tag, Said> last = new LinkedHashMap<>();
    for (Invalidation invalidation : invalidations) {
      Tag wide = wider.getOrDefault(invalidation.tag(), invalidation.tag());
      Tag tag = said.getOrDefault(wide, wide);
      last.remove(tag); // so that it stands where it was put last
      last.put(tag, new Said(tag, invalidation));
    }
    return List.copyOf(last.values());
  }

  /** {@return what leaves of which there are too many are widened to} */
  private Map<Tag, Tag> widened(Set<Tag> tags) {
    if (tags.size() <= widenAbove) {
      return Map.of();
    }
    Map<Tag, List<Tag>> kinds = new HashMap<>();
    for (Tag tag : tags) {
      Tag wide = widen(tag);
      if (wide != tag) {
        kinds.computeIfAbsent(wide, kind -> new ArrayList<>()).add(tag);
      }
    }
    Map<Tag, Tag> wider = new HashMap<>();
    kinds.forEach(
        (wide, leaves) -> {
          if (leaves.size() > widenAbove) {
            leaves.forEach(leaf -> wider.put(leaf, wide));
          }
        });
    return wider;
  }

  private Tag widen(Tag tag) {
    for (Tag tree : trees) {
      Tag wide = Tag.widen(tree, tag);
      if (wide != tag) {
        return wide;
      }
    }
    return tag;
  }

  /** {@return what covers the tags that are covered by another} */
  private static Map<Tag, Tag> covering(Collection<Tag> tags) {
    TagIndex<Set<Tag>> broad = new TagIndex<>();
    for (Tag tag : tags) {
      if (!Tag.isConcrete(tag)) {
        broad.computeIfAbsent(tag, HashSet::new).add(tag);
      }
    }
    Map<Tag, Tag> said = new HashMap<>();
    for (Tag tag : broad.size() == 0 ? List.<Tag>of() : tags) {
      broad.forEachOverlapping(
          tag,
          others -> {
            for (Tag other : others) {
              if (!other.equals(tag) && Tag.covers(other, said.getOrDefault(tag, tag))) {
                said.put(tag, other);
              }
            }
          });
    }
    return said;
  }
}
