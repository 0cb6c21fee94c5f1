// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The answer to a poll, as a strict client reads it. */
record PollReply(JsonNode json) {
  private static final JsonMapper JSON = new JsonMapper();

  static PollReply of(TagHub hub, Subscription subscription) {
    return new PollReply(JSON.readTree(new String(hub.poll(subscription), StandardCharsets.UTF_8)));
  }

  String id() {
    return json.get("id").asString();
  }

  long after() {
    return json.get("after").asLong();
  }

  String verdict() {
    return json.get("verdict").asString();
  }

  /** {@return what the browser's client makes of it: the events of a short stream} */
  List<SseEvent> asStream() {
    List<SseEvent> stream = new ArrayList<>();
    boolean positioned = verdict().equals("live") || verdict().equals("new");
    stream.add(event(positioned ? id() : null, "hello", json));
    for (JsonNode event : json.get("events")) {
      ObjectNode data = event.deepCopy().asObject();
      String name = data.remove("type").asString();
      stream.add(event(data.remove("id").asString(), name, data));
    }
    stream.add(event(id(), "heartbeat", json));
    return stream;
  }

  private static SseEvent event(String id, String name, JsonNode data) {
    String position = id == null ? "" : "id: " + id + "\n";
    return SseEvent.parse(position + "event: " + name + "\ndata: " + data);
  }

  /** {@return whether a stream that was asked the same has said so, word for word} */
  boolean isSaidBy(List<SseEvent> stream) {
    SseEvent hello = stream.get(1); // after retry
    List<SseEvent> mine = asStream();
    return hello.text("verdict").equals(verdict())
        && (hello.id() == null || hello.id().equals(id()))
        && mine.subList(1, mine.size() - 1).equals(stream.subList(2, stream.size()));
  }

  /** {@return in brief what happened} */
  List<String> brief() {
    List<SseEvent> mine = asStream();
    return SseEvent.inBrief(mine.subList(0, mine.size() - 1));
  }
}
