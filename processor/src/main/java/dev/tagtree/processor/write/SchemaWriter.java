// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write;

import dev.tagtree.processor.tree.Group;
import dev.tagtree.processor.tree.Leaf;
import dev.tagtree.processor.tree.Member;
import dev.tagtree.processor.tree.Param;
import dev.tagtree.processor.tree.Tree;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** The writer of the schema: the tree as data, with its fingerprint. */
public final class SchemaWriter {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build();

  private final JsonGenerator json;

  private SchemaWriter(JsonGenerator json) {
    this.json = json;
  }

  /** {@return the text of the schema} */
  public static String write(Tree tree) {
    StringWriter text = new StringWriter();
    PrettyPrinter layout = new SchemaLayout();
    ObjectWriteContext context =
        new ObjectWriteContext.Base() {
          @Override
          public PrettyPrinter getPrettyPrinter() {
            return layout;
          }
        };
    try (JsonGenerator json = JSON.createGenerator(context, text)) {
      new SchemaWriter(json).writeTree(tree);
    }
    return Literals.escaped(text.append('\n').toString(), Literals::isFragile);
  }

  private void writeTree(Tree tree) {
    json.writeStartObject();
    json.writeStringProperty("name", tree.name());
    json.writeStringProperty("class", tree.generated().qualifiedName());
    json.writeStringProperty("fingerprint", tree.fingerprint());
    writeMembers(tree.root());
    json.writeEndObject();
  }

  private void writeMembers(Group group) {
    json.writeArrayPropertyStart("members");
    group.members().forEach(this::write);
    json.writeEndArray();
  }

  private void write(Member member) {
    json.writeStartObject();
    json.writeStringProperty("kind", member instanceof Group ? "group" : "leaf");
    json.writeStringProperty("name", member.wireName());
    json.writeStringProperty("path", member.path());
    if (!member.params().isEmpty()) {
      json.writeArrayPropertyStart("parameters");
      member.params().forEach(this::write);
      json.writeEndArray();
    }
    if (member instanceof Leaf leaf) {
      leaf.key().ifPresent(key -> write("key", key));
    }
    if (!member.doc().isEmpty()) {
      json.writeStringProperty("doc", member.doc());
    }
    if (member.deprecation().isPresent()) {
      json.writeBooleanProperty("deprecated", true);
    }
    if (member instanceof Group group) {
      writeMembers(group);
    }
    json.writeEndObject();
  }

  private void write(Param param) {
    json.writeStartObject();
    json.writeStringProperty("name", param.name());
    json.writeStringProperty("type", param.type().schemaName());
    if (!param.constants().isEmpty()) {
      write("constants", param.constants());
    }
    if (param.scope()) {
      json.writeBooleanProperty("scope", true);
    }
    json.writeEndObject();
  }

  private void write(String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
