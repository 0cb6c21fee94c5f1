// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.Locale;

/** The word of {@code hello} about the past. */
enum Verdict {
  /** Nothing was missed. */
  LIVE,
  /** What was missed follows. */
  REPLAYED,
  /** What was missed cannot be proven. */
  RESYNC,
  /** The client has no past. */
  NEW;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** {@return the word of the protocol for it} */
  String text() {
    return text;
  }

  /** {@return whether nothing follows it, so that it may carry the position served so far} */
  boolean isServed() {
    return this == LIVE || this == NEW;
  }
}
