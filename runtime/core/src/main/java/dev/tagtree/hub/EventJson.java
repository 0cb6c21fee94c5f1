// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * The data of each kind of event (PROTOCOL.md), as members of whatever object is being written: of
 * an event of its own in a stream, of one among others in the answer to a poll.
 */
final class EventJson {
  private static final JsonFactory FACTORY = JsonFactory.builder().rootValueSeparator("").build();

  // Encoded once, as an invalidation is said so often.
  private static final SerializableString TAGS = new SerializedString("tags");
  private static final SerializableString FROM = new SerializedString("from");
  private static final SerializableString SPREAD = new SerializedString("spread");

  private EventJson() {}

  /** {@return what writes JSON, encoded in UTF-8, one value right behind another} */
  static JsonGenerator to(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  static void version(JsonGenerator json) {
    json.writeNumberProperty("v", 1);
  }

  static void hello(JsonGenerator json, Verdict verdict, String client, HubSettings settings) {
    version(json);
    json.writeStringProperty("verdict", verdict.text());
    json.writeNumberProperty("heartbeat", settings.heartbeat().toMillis());
    json.writeNumberProperty("margin", HubSettings.AGE_MARGIN.toMillis());
    json.writeStringProperty("client", client);
    json.writeArrayPropertyStart("schema");
    for (String schema : settings.schemas()) {
      json.writeString(schema);
    }
    json.writeEndArray();
  }

  static void invalidate(JsonGenerator json, List<Tag> tags, Tag from, int spread) {
    json.writeName(TAGS);
    json.writeStartArray();
    for (Tag tag : tags) {
      json.writeString(tag.toString());
    }
    json.writeEndArray();
    json.writeName(FROM);
    json.writeString(from.toString());
    json.writeName(SPREAD);
    json.writeNumber(spread);
  }

  static void resync(JsonGenerator json, Reason reason, int spread) {
    json.writeStringProperty("reason", reason.text());
    json.writeName(SPREAD);
    json.writeNumber(spread);
  }

  static void heartbeat(JsonGenerator json, boolean current) {
    json.writeBooleanProperty("current", current);
  }

  static void bye(JsonGenerator json, long afterMillis) {
    json.writeNumberProperty("after", afterMillis);
  }
}
