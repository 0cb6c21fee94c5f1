// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import java.time.Instant;
import java.util.List;

/**
 * The place in the code where something was invalidated, as {@link Insight#callSites} remembers it.
 *
 * @param site the calling method, {@code TodoResource.update:78}, at most {@link
 *     #MAX_SITE_CHARACTERS}
 * @param tags what the call said, in its order
 * @param cursor the position of the last of them
 * @param at when, by this node's clock
 */
public record CallSite(String site, List<Tag> tags, Cursor cursor, Instant at) {
  /** Longest site; the rest of a longer one is left out. */
  public static final int MAX_SITE_CHARACTERS = 160;

  /** Takes copies. */
  public CallSite {
    tags = List.copyOf(tags);
    site = site.length() > MAX_SITE_CHARACTERS ? site.substring(0, MAX_SITE_CHARACTERS) : site;
  }
}
