// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import java.util.List;

/** The set of tags one connection wants; the empty set wants all. */
record Filter(List<Tag> tags) {
  static final Filter ALL = new Filter(List.of());

  static Filter of(List<Tag> tags) {
    return tags.isEmpty() ? ALL : new Filter(tags);
  }

  boolean wantsAll() {
    return tags.isEmpty();
  }

  boolean concerns(Tag invalidated) {
    if (tags.isEmpty()) {
      return true;
    }
    for (Tag wanted : tags) {
      if (Tag.overlaps(wanted, invalidated)) {
        return true;
      }
    }
    return false;
  }
}
