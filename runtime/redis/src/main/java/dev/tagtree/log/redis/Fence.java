// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import java.util.Locale;

/**
 * The sign that a server's history may be another one than before: of a restart, or of a replica
 * that was promoted and had not received everything. It is compared inside each step, so that
 * nothing is appended to a new history under the epoch of an old one.
 */
public enum Fence {
  /** {@code master_replid} of {@code INFO replication}; where it can be read, the one to take. */
  REPLID,

  /**
   * {@code run_id} of {@code INFO server}, for services that hide the other. A replica that is
   * promoted has one of its own, too.
   */
  RUN_ID,

  /**
   * Nothing, for services that hide both. A history that was cut back is still found, at the
   * position that is no longer there; but not by who had not yet read beyond the cut.
   */
  NONE;

  /** {@return what the script calls it} */
  String argument() {
    return name().toLowerCase(Locale.ROOT);
  }
}
