// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * One block of an event stream as a strict client reads it: known fields, each once and in order,
 * LF only, one line of JSON.
 *
 * @param raw the block as it came, with the blank line behind it
 * @param id the cursor; null where the block has no id line
 * @param name the event's name; empty where the block only says when to come back
 * @param data what the line of JSON says; missing where there is none
 * @param retry in how many milliseconds to come back; null where the block is an event
 */
public record SseEvent(
    String raw, @Nullable String id, String name, JsonNode data, @Nullable String retry) {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Pattern BLOCK =
      Pattern.compile("(?d)retry: (\\d+)|(?:id: (.+)\n)?event: (.+)\ndata: (.+)");

  /** Reads a block, which is given without the blank line that ends it. */
  public static SseEvent parse(String block) {
    Matcher fields = BLOCK.matcher(block);
    if (!fields.matches()) {
      throw new AssertionError("not an event: " + block);
    }
    String retry = fields.group(1);
    String name = retry == null ? fields.group(3) : "";
    JsonNode data = retry == null ? JSON.readTree(fields.group(4)) : MissingNode.getInstance();
    return new SseEvent(block + "\n\n", fields.group(2), name, data, retry);
  }

  public boolean is(String expected) {
    return expected.equals(name);
  }

  public String text(String field) {
    return data.path(field).asString();
  }

  public String verdict() {
    return text("verdict");
  }

  public String reason() {
    return text("reason");
  }

  public List<String> tags() {
    List<String> tags = new ArrayList<>();
    data.path("tags").forEach(tag -> tags.add(tag.asString()));
    return tags;
  }

  /** {@return the tag that was invalidated: the group if the event names one, else its one leaf} */
  public String tag() {
    return data.hasNonNull("from") ? text("from") : tags().get(0);
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

  public static long offset(String cursor) {
    return Long.parseLong(cursor.substring(cursor.lastIndexOf('-') + 1));
  }

  static List<String> inBrief(List<SseEvent> events) {
    return events.stream().map(SseEvent::brief).toList();
  }

  /** {@return the name, with what tells events of that name apart} */
  public String brief() {
    if (retry != null) {
      return "retry";
    }
    return switch (name) {
      case "hello" -> "hello " + verdict();
      case "invalidate" -> text("from");
      case "resync" -> "resync " + reason();
      default -> name;
    };
  }
}
