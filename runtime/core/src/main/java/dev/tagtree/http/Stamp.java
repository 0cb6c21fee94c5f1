// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import dev.tagtree.Tag;
import dev.tagtree.hub.Recording;
import dev.tagtree.hub.TagHub;
import dev.tagtree.log.Cursor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The stamp of one response of the application: what it says of its data and of what its handler
 * did, from before that reads anything until the response begins; for doors. PROTOCOL.md describes
 * the bytes. Thread-safe.
 */
public final class Stamp {
  /** The longest that a request waits for the position that it wants. */
  public static final Duration LONGEST_WAIT = Duration.ofMillis(250);

  /** The longest {@code TagTree-Invalidated}; {@code *} stands for what would be longer. */
  public static final int MAX_INVALIDATED_BYTES = 4_096;

  /** The header of a request that {@link #wanted} reads. */
  public static final String WANTED = "TagTree-Wanted";

  private static final String CURSOR = "TagTree-Cursor";
  private static final String INVALIDATED = "TagTree-Invalidated";

  private static final System.Logger LOGGER = System.getLogger("dev.tagtree.http");
  private static final String UNPLACED = "-";

  private final Recording recording;

  /** Null if there is none. */
  private volatile @Nullable Cursor cursor;

  private Stamp(Cursor cursor, Recording recording) {
    this.cursor = cursor;
    this.recording = recording;
  }

  /** {@return the stamp of a response whose handler has not read anything yet} */
  public static Stamp of(TagHub hub) {
    return new Stamp(hub.cursor(), hub.recording());
  }

  /**
   * {@return whether the hub has come to where a request wants it to be; done at once if that is
   * nothing to wait for, else within {@link #LONGEST_WAIT}}
   *
   * <p>It is completed on a thread of the hub: what follows must be quick, and must not block.
   *
   * @param wanted the header; null if there is none
   */
  public static CompletableFuture<Boolean> wanted(TagHub hub, @Nullable String wanted) {
    return Optional.ofNullable(wanted)
        .flatMap(Cursor::parse)
        .map(position -> hub.whenServed(position, LONGEST_WAIT))
        .orElseGet(() -> CompletableFuture.completedFuture(false));
  }

  /** {@return what hears the handler; it runs inside, wherever it does} */
  public Recording recording() {
    return recording;
  }

  /**
   * Lowers it to a position, because the data is older. It never rises; there is none any more if
   * the position is of another epoch, which cannot be compared.
   */
  public synchronized void lower(Cursor other) {
    Cursor now = cursor;
    if (now != null && !now.isSameHistoryAs(other)) {
      omit();
    } else if (now != null && other.isBefore(now)) {
      cursor = other;
    }
  }

  /** Gives it up, because nobody knows how old the data is. */
  public synchronized void omit() {
    cursor = null;
  }

  /**
   * {@return the headers to say it with, by name; where the handler has set one of them itself, its
   * own stays}
   *
   * @param status of the response
   * @param mayName whether a tag may be named to this client; one for which it throws is not
   */
  public Map<String, String> headers(int status, Predicate<? super Tag> mayName) {
    Map<String, String> headers = new LinkedHashMap<>();
    Cursor stamp = cursor;
    if (stamp != null && status < 400) {
      headers.put(CURSOR, stamp.toString());
    }
    String said = invalidated(mayName);
    if (!said.isEmpty()) {
      headers.put(INVALIDATED, said);
    }
    return headers;
  }

  private String invalidated(Predicate<? super Tag> mayName) {
    String position = recording.cursor().map(Cursor::toString).orElse(UNPLACED);
    StringBuilder said = new StringBuilder(position);
    for (Tag tag : recording.tags()) {
      // The root names nothing that somebody may not know of.
      if (tag.equals(Tag.root()) || isNamed(tag, mayName)) {
        said.append(' ').append(tag);
      }
    }
    if (said.length() == position.length()) {
      return "";
    }
    return said.length() <= MAX_INVALIDATED_BYTES ? said.toString() : position + ' ' + Tag.root();
  }

  /** The application's own check; if it fails, the response still goes out. */
  private static boolean isNamed(Tag tag, Predicate<? super Tag> mayName) {
    try {
      return mayName.test(tag);
    } catch (RuntimeException failure) {
      LOGGER.log(System.Logger.Level.WARNING, "mayName failed, so the tag is not named", failure);
      return false;
    }
  }
}
