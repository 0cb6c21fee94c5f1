// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.TagIndex;
import dev.tagtree.TagLeaf;
import dev.tagtree.log.Invalidation;
import java.util.ArrayList;
import java.util.Collection;
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
 *       parameters; never across a scope (DESIGN 4.2).
 * </ul>
 */
final class Merger {
  private final List<Tag> trees;
  private final int widenAbove;

  Merger(List<Tag> trees, int widenAbove) {
    this.trees = trees;
    this.widenAbove = widenAbove;
  }

  /** {@return as many invalidations or fewer, in order; the last position stays} */
  List<Invalidation> merge(List<Invalidation> invalidations) {
    if (invalidations.size() < 2) {
      return invalidations;
    }
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
      last.put(tag, new Invalidation(invalidation.number(), invalidation.cursor(), tag));
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
