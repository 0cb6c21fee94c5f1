// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record of what is invalidated through one hub while something runs, such as the handler of a
 * request.
 *
 * <p>It hears the calls of {@link TagHub#invalidate} on the threads that are inside {@link
 * #during}, and no others: a task that is handed to another thread has to be run inside it there.
 * Thread-safe.
 */
public final class Recording {
  /** Most different tags that are kept; of more only the root remains, which stands for all. */
  public static final int MAX_TAGS = 64;

  /** Something to run. */
  public interface Action<X extends Exception> {
    /** Runs it. */
    void run() throws X;
  }

  /** The recordings of one hub that are open on each thread, the innermost first. */
  static final class Open {
    private record Layer(Recording recording, @Nullable Layer outer) {}

    @SuppressWarnings("ThreadLocalUsage") // of one hub, as these are
    private final ThreadLocal<@Nullable Layer> innermost = new ThreadLocal<>();

    private <X extends Exception> void during(Recording recording, Action<X> action) throws X {
      Layer outer = innermost.get();
      innermost.set(new Layer(recording, outer));
      try {
        action.run();
      } finally {
        if (outer == null) {
          innermost.remove(); // nothing stays with a thread of a pool
        } else {
          innermost.set(outer);
        }
      }
    }

    /**
     * Tells them what was invalidated on this thread.
     *
     * @param cursor its last position in the log; null if that is not known yet
     */
    void add(List<Tag> tags, @Nullable Cursor cursor) {
      for (Layer layer = innermost.get(); layer != null; layer = layer.outer()) {
        layer.recording().add(tags, cursor);
      }
    }
  }

  private final Open open;

  // Guarded by this.
  private final Set<Tag> tags = new LinkedHashSet<>();
  private @Nullable Cursor cursor;
  private boolean unplaced;

  Recording(Open open) {
    this.open = open;
  }

  /**
   * Runs something on this thread, and records what it invalidates. It may be called again, on
   * other threads at the same time too, and inside itself or another recording, which hears it too.
   */
  public <X extends Exception> void during(Action<X> action) throws X {
    open.during(this, action);
  }

  /** Adds what was invalidated; a null cursor is a position that is not known. */
  synchronized void add(List<Tag> invalidated, @Nullable Cursor last) {
    for (Tag tag : invalidated) {
      if (tags.size() <= MAX_TAGS) {
        tags.add(tag);
      }
    }
    unplaced |= last == null || cursor != null && !cursor.isSameHistoryAs(last);
    if (last != null && (cursor == null || cursor.isBefore(last))) {
      cursor = last;
    }
  }

  /**
   * {@return what was invalidated so far, each tag once, in order; the root alone if that is more
   * than {@link #MAX_TAGS}}
   */
  public synchronized List<Tag> tags() {
    return tags.size() > MAX_TAGS ? List.of(Tag.root()) : List.copyOf(tags);
  }

  /**
   * {@return the position of the last of them in the log; empty if there is none, or if one of them
   * has a position that this node does not know, because others append to its log too}
   */
  public synchronized Optional<Cursor> cursor() {
    return unplaced ? Optional.empty() : Optional.ofNullable(cursor);
  }
}
