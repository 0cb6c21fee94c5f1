// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which recordings of one hub are open on each thread. */
final class Recordings {
  private record Open(Recording recording, @Nullable Open outer) {}

  private final ThreadLocal<@Nullable Open> current = new ThreadLocal<>();

  /** Opens a recording on this thread while something runs. */
  <X extends Exception> void during(Recording recording, Recording.Action<X> action) throws X {
    Open outer = current.get();
    current.set(new Open(recording, outer));
    try {
      action.run();
    } finally {
      if (outer == null) {
        current.remove(); // nothing stays with a thread of a pool
      } else {
        current.set(outer);
      }
    }
  }

  /**
   * Tells what was invalidated on this thread.
   *
   * @param cursor its last position in the log; null if that is not known yet
   */
  void add(List<Tag> tags, @Nullable Cursor cursor) {
    for (Open open = current.get(); open != null; open = open.outer()) {
      open.recording().add(tags, cursor);
    }
  }
}
