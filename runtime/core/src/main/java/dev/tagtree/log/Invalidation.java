// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log;

import dev.tagtree.Tag;
import java.util.Objects;

/**
 * One entry of the log: what a tag names may have changed.
 *
 * @param number dense inside an epoch, so that a hole is a loss and not a coincidence
 * @param cursor its position; strictly above that of the entry before it
 * @param tag what was invalidated, unresolved
 */
public record Invalidation(long number, Cursor cursor, Tag tag) {
  /** Checks that nothing is null. */
  public Invalidation {
    Objects.requireNonNull(cursor, "cursor");
    Objects.requireNonNull(tag, "tag");
  }
}
