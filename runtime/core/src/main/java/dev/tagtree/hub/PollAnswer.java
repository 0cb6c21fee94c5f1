// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.log.Cursor;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;

/**
 * The answer to one poll (PROTOCOL.md): {@code hello}, what follows it, a heartbeat and a goodbye
 * as one JSON object. What is in the ring is not encoded again. Used once.
 */
final class PollAnswer {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonGenerator json = EventJson.to(bytes);

  /**
   * An answer that says nothing yet of what has happened.
   *
   * @param id up to where it will lead; the next poll goes on there
   */
  PollAnswer(Verdict verdict, String client, HubSettings settings, Cursor id) {
    json.writeStartObject();
    EventJson.hello(json, verdict, client, settings);
    json.writeStringProperty("id", id.toString());
    json.writeArrayPropertyStart("events");
  }

  /** {@return what tells a client nothing but to ask later} */
  static byte[] later(long afterMillis) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = EventJson.to(bytes)) {
      json.writeStartObject();
      EventJson.version(json);
      EventJson.bye(json, afterMillis);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** Adds an invalidation. */
  void add(Event event) {
    open("invalidate", event.cursor());
    json.writeRaw(',');
    json.writeRaw(event.frame().members());
    json.writeEndObject();
  }

  void resync(Cursor id, Reason reason, int spread) {
    open("resync", id);
    EventJson.resync(json, reason, spread);
    json.writeEndObject();
  }

  private void open(String type, Cursor id) {
    json.writeStartObject();
    json.writeStringProperty("type", type);
    json.writeStringProperty("id", id.toString());
  }

  /** {@return all of it} */
  byte[] end(boolean current, long afterMillis) {
    json.writeEndArray();
    EventJson.heartbeat(json, current);
    EventJson.bye(json, afterMillis);
    json.writeEndObject();
    json.close();
    return bytes.toByteArray();
  }
}
