// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import dev.tagtree.log.Cursor;
import java.util.List;

/**
 * The script's answer to every operation.
 *
 * @param head the position of the newest entry
 * @param number its number
 * @param oldest the position before the oldest entry that is kept
 * @param more what only this operation answers
 */
record Reply(Cursor head, long number, Cursor oldest, List<?> more) {
  static Reply of(Object answer) {
    List<?> parts = (List<?>) answer;
    String epoch = (String) parts.get(0);
    return new Reply(
        new Cursor(epoch, (Long) parts.get(1)),
        (Long) parts.get(2),
        new Cursor(epoch, (Long) parts.get(3)),
        (List<?>) parts.get(4));
  }

  String epoch() {
    return head.epoch();
  }
}
