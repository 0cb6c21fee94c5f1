// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.TokenStreamContext;

/** The layout of a schema: a line for each field of a member, and all in a field in that line. */
final class SchemaLayout implements PrettyPrinter {
  private static final String INDENT = "  ";

  /** The number of open lists that have no lines of their own. */
  private int inline;

  private int depth;

  @Override
  public void writeStartObject(JsonGenerator json) {
    json.writeRaw('{');
    depth++;
  }

  @Override
  public void beforeObjectEntries(JsonGenerator json) {
    indent(json, depth);
  }

  @Override
  public void writeObjectNameValueSeparator(JsonGenerator json) {
    json.writeRaw(": ");
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator json) {
    separate(json);
  }

  @Override
  public void writeEndObject(JsonGenerator json, int entries) {
    indent(json, --depth);
    json.writeRaw('}');
  }

  @Override
  public void writeStartArray(JsonGenerator json) {
    TokenStreamContext around = json.streamWriteContext().getParent();
    if (inline > 0 || !"members".equals(around.currentName())) {
      inline++;
    }
    json.writeRaw('[');
    depth++;
  }

  @Override
  public void beforeArrayValues(JsonGenerator json) {
    indent(json, depth);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator json) {
    separate(json);
  }

  @Override
  public void writeEndArray(JsonGenerator json, int values) {
    indent(json, --depth);
    json.writeRaw(']');
    if (inline > 0) {
      inline--;
    }
  }

  @Override
  public void writeRootValueSeparator(JsonGenerator json) {
    json.writeRaw('\n');
  }

  private void separate(JsonGenerator json) {
    json.writeRaw(inline > 0 ? ", " : ",");
    indent(json, depth);
  }

  private void indent(JsonGenerator json, int levels) {
    if (inline == 0) {
      json.writeRaw('\n' + INDENT.repeat(levels));
    }
  }
}
