// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;

/**
 * A position in an invalidation log: everything up to and including it has been seen.
 *
 * <p>On the wire it is the SSE {@code id}, {@code <epoch>-<offset>}. Offsets order the positions of
 * one epoch; positions of different epochs cannot be compared, because the log's history may have
 * changed between them.
 *
 * @param epoch names one unbroken history of the log: 1 to {@value #MAX_EPOCH_CHARACTERS}
 *     characters of {@code [0-9a-z]}
 * @param offset microseconds since 1970 at which the entry was appended, or one more than the entry
 *     before it; never negative
 */
public record Cursor(String epoch, long offset) {
  /** Longest text of a cursor, in characters; a longer one is no cursor. */
  public static final int MAX_CHARACTERS = 64;

  /** Longest epoch, in characters, so that the longest offset still fits. */
  public static final int MAX_EPOCH_CHARACTERS = 44;

  /**
   * Checks both parts.
   *
   * @throws IllegalArgumentException if one cannot be written on the wire
   */
  public Cursor {
    Objects.requireNonNull(epoch, "epoch");
    if (!isEpoch(epoch)) {
      throw new IllegalArgumentException(
          "an epoch is 1 to " + MAX_EPOCH_CHARACTERS + " characters of 0-9 and a-z");
    }
    if (offset < 0) {
      throw new IllegalArgumentException("an offset is not negative");
    }
  }

  /** Apart, so that who only reads cursors does not pay for the source of random bits. */
  private static final class Randomness {
    static final SecureRandom SOURCE = new SecureRandom();
  }

  /**
   * {@return a new epoch of 60 random bits: two processes differ, and one that starts again with
   * its clock set back or its store restored differs from itself}
   */
  public static String newEpoch() {
    return Long.toString(Randomness.SOURCE.nextLong() >>> 4, 36);
  }

  /**
   * {@return whether both are positions of one unbroken history, so that their offsets can be
   * compared}
   */
  public boolean isSameHistoryAs(Cursor other) {
    return epoch.equals(other.epoch);
  }

  /**
   * {@return whether this is an earlier position of the same history}
   *
   * <p>False for positions of different epochs, whichever is asked for: neither is before the
   * other, nor are they equal. Who needs "not behind" asks {@link #isSameHistoryAs}, too.
   */
  public boolean isBefore(Cursor other) {
    return offset < other.offset && isSameHistoryAs(other);
  }

  /**
   * {@return the cursor with this wire form; empty if it is none, which a server treats as a gap}
   */
  public static Optional<Cursor> parse(String text) {
    int dash = text.lastIndexOf('-');
    if (text.length() > MAX_CHARACTERS || dash < 0) {
      return Optional.empty();
    }
    String epoch = text.substring(0, dash);
    String digits = text.substring(dash + 1);
    if (!isEpoch(epoch) || !isOffset(digits)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Cursor(epoch, Long.parseLong(digits)));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  private static boolean isEpoch(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_EPOCH_CHARACTERS;
  }

  private static boolean isOffset(String text) {
    return !text.isEmpty()
        && (text.length() == 1 || text.charAt(0) != '0')
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** {@return the wire form} */
  @Override
  public String toString() {
    return epoch + "-" + offset;
  }
}
