// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagtree.Tag;
import dev.tagtree.hub.CallSite;
import dev.tagtree.hub.DeadTags;
import dev.tagtree.hub.Insight;
import dev.tagtree.hub.TagHub;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The state of a hub, as JSON for the Playground's page. Thread-safe. */
final class PlaygroundState {
  private final TagHub hub;

  /** As the processor wrote them; null for each that is not there. */
  private final List<@Nullable String> schemas;

  private final Map<String, String> javaNames = new TreeMap<>();

  PlaygroundState(TagHub hub) {
    this.hub = hub;
    this.schemas = hub.trees().stream().<@Nullable String>map(PlaygroundState::schema).toList();
    hub.trees().forEach(root -> javaNames.putAll(JavaNames.of(root)));
  }

  private static @Nullable String schema(Tag root) {
    return Contract.of(root).file(".json").map(bytes -> new String(bytes, UTF_8)).orElse(null);
  }

  /** {@return the state as of now; waits a second for the I/O threads at most} */
  byte[] toJson(boolean mayInvalidate) {
    Insight insight = hub.insight();
    Map<String, Integer> subscriptions = insight.subscriptions().join();
    DeadTags dead = insight.deadTags();
    return Json.object(
        json -> {
          trees(json);
          Json.map(json, "java", javaNames, JsonGenerator::writeString);
          json.writeNumberProperty("connections", hub.stats().connections());
          Json.map(json, "subscriptions", subscriptions, JsonGenerator::writeNumber);
          Json.map(json, "unwanted", dead.unwanted(), JsonGenerator::writeNumber);
          Json.map(json, "unknown", dead.unknown(), JsonGenerator::writeNumber);
          json.writeArrayPropertyStart("callSites");
          insight.callSites().forEach(call -> callSite(json, call));
          json.writeEndArray();
          json.writeBooleanProperty("mayInvalidate", mayInvalidate);
        });
  }

  private void trees(JsonGenerator json) {
    json.writeArrayPropertyStart("trees");
    for (String schema : schemas) {
      if (schema == null) {
        json.writeNull();
      } else {
        json.writeRawValue(schema);
      }
    }
    json.writeEndArray();
  }

  private static void callSite(JsonGenerator json, CallSite call) {
    json.writeStartObject();
    json.writeStringProperty("site", call.site());
    json.writeStringProperty("id", call.cursor().toString());
    json.writeNumberProperty("at", call.at().toEpochMilli());
    json.writeArrayPropertyStart("tags");
    call.tags().forEach(tag -> json.writeString(tag.toString()));
    json.writeEndArray();
    json.writeEndObject();
  }
}
