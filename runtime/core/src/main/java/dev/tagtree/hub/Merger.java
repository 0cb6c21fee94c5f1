// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.TagIndex;
import dev.tagtree.TagLeaf;
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
 * Says with fewer events what no connection was told yet. What stays covers all that goes, and has
 * the highest position of it; so nobody who has seen that position has missed anything.
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
  private final List<Tag> trees;
  private final int widenAbove;
  private final boolean shared;

  Merger(List<Tag> trees, int widenAbove, boolean shared) {
    this.trees = trees;
    this.widenAbove = widenAbove;
    this.shared = shared;
  }

  /** {@return as many invalidations or fewer, in order; the last position stays} */
  List<Invalidation> merge(List<Invalidation> invalidations) {
    if (invalidations.size() < 2) {
      return invalidations;
    }
    return shared ? joined(uncovered(invalidations)) : gathered(invalidations);
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
  private List<Invalidation> joined(List<Invalidation> invalidations) {
    List<Invalidation> joined = new ArrayList<>();
    if (invalidations.size() <= widenAbove) { // then so are those of each kind
      invalidations.forEach(one -> join(joined, one));
      return joined;
    }
    for (int from = 0; from < invalidations.size(); ) {
      Tag wide = widen(invalidations.get(from).tag());
      int end = from + 1;
      while (end < invalidations.size() && widen(invalidations.get(end).tag()).equals(wide)) {
        end++;
      }
      if (end - from > widenAbove) {
        join(joined, at(invalidations.get(end - 1), wide));
      } else {
        invalidations.subList(from, end).forEach(one -> join(joined, one));
      }
      from = end;
    }
    return joined;
  }

  /** Adds one, or says it by the one before it. */
  private static void join(List<Invalidation> joined, Invalidation next) {
    Invalidation before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
    if (before != null && Tag.covers(before.tag(), next.tag())) {
      joined.set(joined.size() - 1, at(next, before.tag()));
    } else if (before != null && Tag.covers(next.tag(), before.tag())) {
      joined.set(joined.size() - 1, next);
    } else {
      joined.add(next);
    }
  }

  private static Invalidation at(Invalidation place, Tag tag) {
    return new Invalidation(place.number(), place.cursor(), tag);
  }

  /** {@return them, with those said together that can be, wherever they stand} */
  private List<Invalidation> gathered(List<Invalidation> invalidations) {
    Set<Tag> tags = new LinkedHashSet<>();
    invalidations.forEach(invalidation -> tags.add(invalidation.tag()));
    Map<Tag, Tag> wider = widened(tags);
    tags.addAll(wider.values());
    Map<Tag, Tag> said = covering(tags);
    if (tags.size() == invalidations.size() && wider.isEmpty() && said.isEmpty()) {
      return invalidations;
    }
    Map<Tag, Invalidation> last = new LinkedHashMap<>();
    for (Invalidation invalidation : invalidations) {
      Tag wide = wider.getOrDefault(invalidation.tag(), invalidation.tag());
      Tag tag = said.getOrDefault(wide, wide);
      last.remove(tag); // so that it stands where it was put last
      last.put(tag, at(invalidation, tag));
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
      if (!(tag instanceof TagLeaf) || tag.toString().indexOf('*') >= 0) {
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
