// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.Locale;

/** The reason for which a client has to refetch everything. */
enum Reason {
  /** The log, or what is kept of it, does not reach back to the client's position. */
  GAP,
  /** The client's position is of another history of the log. */
  EPOCH,
  /** The client took less than was sent, for too long. */
  OVERFLOW,
  /** This node has lost continuity with the log. */
  LOG;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** {@return the word of the protocol for it} */
  String text() {
    return text;
  }
}
