// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The request of a client that connects.
 *
 * @param filter the tags it wants; empty for all
 * @param resume what it says of the past
 */
public record Subscription(List<Tag> filter, Resume resume) {
  /** Most tags in one filter; more are refused. */
  public static final int MAX_TAGS = 128;

  /**
   * Takes a copy of the filter.
   *
   * @throws IllegalArgumentException if the filter has more than {@link #MAX_TAGS} tags
   */
  public Subscription {
    filter = List.copyOf(filter);
    if (filter.size() > MAX_TAGS) {
      throw new IllegalArgumentException("a filter has at most " + MAX_TAGS + " tags");
    }
  }

  /** The past as a client tells it. */
  public sealed interface Resume {
    /** It has nothing that could be stale. */
    record Fresh() implements Resume {}

    /** It has seen everything up to a cursor; empty if what it sent is none. */
    record From(Optional<Cursor> cursor) implements Resume {}

    /** Its oldest data was requested so long ago; empty if what it sent is no duration. */
    record Aged(Optional<Duration> age) implements Resume {}
  }
}
