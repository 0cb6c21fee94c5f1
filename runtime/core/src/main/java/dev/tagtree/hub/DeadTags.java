// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.Map;

/**
 * Probable mistakes in the use of tags on one node, as {@link Insight#deadTags} has seen them.
 * Paths only, so no value of a tag is in them; at most {@link Insight#MAX_PATHS} of each kind.
 *
 * @param unwanted how often a path was invalidated of which no subscription or listener has ever
 *     wanted anything; none until one has wanted something, nor after one has wanted everything
 * @param unknown how often a path was subscribed to that no tree of the hub declares; none if the
 *     hub serves no tree
 */
public record DeadTags(Map<String, Long> unwanted, Map<String, Long> unknown) {
  /** Nothing that looks like a mistake. */
  static final DeadTags NONE = new DeadTags(Map.of(), Map.of());

  /** Takes copies. */
  public DeadTags {
    unwanted = Map.copyOf(unwanted);
    unknown = Map.copyOf(unknown);
  }
}
