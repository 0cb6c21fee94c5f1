// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event as a strict client reads it: known fields, in order, one line of JSON. */
public record SseEvent(String id, String name, JsonNode data, String retry) {
  private static final JsonMapper JSON = new JsonMapper();

  static SseEvent parse(String block) {
    List<String> lines = new ArrayList<>(List.of(block.split("\n", -1)));
    String retry = field(lines, "retry: ");
    String id = field(lines, "id: ");
    String name = field(lines, "event: ");
    String data = field(lines, "data: ");
    if (!lines.isEmpty() || (retry == null) == (data == null) || (name == null) != (data == null)) {
      throw new AssertionError("not an event: " + block);
    }
    return new SseEvent(id, name, data == null ? null : JSON.readTree(data), retry);
  }

  private static String field(List<String> lines, String start) {
    return !lines.isEmpty() && lines.get(0).startsWith(start)
        ? lines.remove(0).substring(start.length())
        : null;
  }

  /** {@return whether it has this name} */
  public boolean is(String expected) {
    return expected.equals(name);
  }

  /** {@return a field of its data} */
  public String text(String field) {
    return data.path(field).asString();
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
      case "hello" -> "hello " + text("verdict");
      case "invalidate" -> text("from");
      case "resync" -> "resync " + text("reason");
      default -> name;
    };
  }
}
