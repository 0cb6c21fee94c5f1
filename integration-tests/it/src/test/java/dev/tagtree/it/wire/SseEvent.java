// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One block of an event stream, with the bytes it came in.
 *
 * @param raw the block with the blank line that ends it
 * @param id the cursor, null where the block has no id line
 * @param name the event's name, empty where the block has none
 * @param data the one data line, empty where the block has none
 */
public record SseEvent(String raw, @Nullable String id, String name, String data) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Reads a block strictly: LF only, one space after the colon, no field twice. */
  static SseEvent parse(String raw) {
    String id = null;
    String name = null;
    String data = null;
    for (int from = 0; raw.charAt(from) != '\n'; from = raw.indexOf('\n', from) + 1) {
      int end = raw.indexOf('\n', from);
      if (raw.startsWith("id: ", from) && id == null) {
        id = raw.substring(from + 4, end);
      } else if (raw.startsWith("event: ", from) && name == null) {
        name = raw.substring(from + 7, end);
      } else if (raw.startsWith("data: ", from) && data == null) {
        data = raw.substring(from + 6, end);
      } else if (!raw.startsWith("retry: ", from)) {
        throw new AssertionError("not a line of the protocol: " + raw.substring(from, end));
      }
    }
    return new SseEvent(raw, id, name == null ? "" : name, data == null ? "" : data);
  }

  public boolean is(String expectedName) {
    return name.equals(expectedName);
  }

  JsonNode json() {
    return JSON.readTree(data);
  }

  public String verdict() {
    return json().path("verdict").asString();
  }

  public String reason() {
    return json().path("reason").asString();
  }

  public List<String> tags() {
    List<String> tags = new ArrayList<>();
    json().path("tags").forEach(tag -> tags.add(tag.asString()));
    return tags;
  }

  /** {@return the tag that was invalidated: the group if the event names one, else its one leaf} */
  public String tag() {
    JsonNode from = json().path("from");
    return from.isMissingNode() || from.isNull() ? tags().get(0) : from.asString();
  }

  /** {@return the cursor, which must be there} */
  public String cursor() {
    if (id == null) {
      throw new AssertionError("no id line in " + raw);
    }
    return id;
  }

  /** {@return the offset in the cursor: what orders positions within an epoch} */
  public long offset() {
    return offset(cursor());
  }

  static long offset(String cursor) {
    return Long.parseLong(cursor.substring(cursor.lastIndexOf('-') + 1));
  }
}
