// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log;

/**
 * How much of the past is kept. What falls off can no longer be replayed: a client that asks for it
 * is told to refetch everything.
 *
 * @param entries most invalidations kept
 * @param bytes most bytes kept: of tags' text in a log, of encoded events on each node
 */
public record Retention(int entries, long bytes) {
  /** 8,192 invalidations in 4 MiB: at ten a second, a quarter of an hour. */
  public static final Retention DEFAULT = new Retention(8_192, 4L << 20);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if entries is not 1 to 2^24 or bytes is not positive
   */
  public Retention {
    if (entries < 1 || entries > 1 << 24) {
      throw new IllegalArgumentException("retention keeps 1 to 16777216 entries, not " + entries);
    }
    if (bytes < 1) {
      throw new IllegalArgumentException("retention keeps at least 1 byte, not " + bytes);
    }
  }
}
