// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.redis;

import dev.tagtree.InvalidTagException;
import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.Invalidation;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An entry of the stream: its id is {@code <offset>-<number>}, its field the version of the format,
 * its value the tag. What this version cannot read, because a later one wrote it, may concern
 * everything: it is read as the root tag, never left out.
 */
final class StoredEntry {
  private static final String FORMAT = "1";

  private StoredEntry() {}

  /** {@return what one element of an XRANGE says, as it comes over the wire} */
  static Invalidation read(String epoch, Object element) {
    List<?> parts = (List<?>) element;
    String id = text(parts.get(0));
    int dash = id.indexOf('-');
    Cursor cursor = new Cursor(epoch, Long.parseLong(id, 0, dash, 10));
    long number = Long.parseLong(id, dash + 1, id.length(), 10);
    return new Invalidation(number, cursor, tag((List<?>) parts.get(1)));
  }

  private static Tag tag(List<?> fields) {
    if (fields.size() != 2 || !text(fields.get(0)).equals(FORMAT)) {
      return Tag.root();
    }
    try {
      return Tag.parse(text(fields.get(1)));
    } catch (InvalidTagException unknown) {
      return Tag.root();
    }
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }
}
