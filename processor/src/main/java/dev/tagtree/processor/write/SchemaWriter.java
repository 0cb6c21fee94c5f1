// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write;

import dev.tagtree.processor.tree.Group;
import dev.tagtree.processor.tree.Leaf;
import dev.tagtree.processor.tree.Member;
import dev.tagtree.processor.tree.Param;
import dev.tagtree.processor.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/** The writer of the schema: the tree as data, with its fingerprint. */
public final class SchemaWriter {
  private SchemaWriter() {}

  /** {@return the text of the schema} */
  public static String write(Tree tree) {
    StringBuilder json = new StringBuilder();
    json.append("{\n  \"name\": ").append(Json.string(tree.name()));
    json.append(",\n  \"class\": ").append(Json.string(tree.generated().qualifiedName()));
    json.append(",\n  \"fingerprint\": ").append(Json.string(tree.fingerprint()));
    return json.append(",\n  \"members\": ")
        .append(members(tree.root(), "  "))
        .append("\n}\n")
        .toString();
  }

  private static String members(Group group, String indent) {
    String deeper = indent + "    ";
    List<String> members = new ArrayList<>();
    for (Member member : group.members()) {
      List<String> fields = new ArrayList<>();
      fields.add("\"kind\": " + Json.string(member instanceof Group ? "group" : "leaf"));
      fields.add("\"name\": " + Json.string(member.wireName()));
      fields.add("\"path\": " + Json.string(member.path()));
      if (!member.params().isEmpty()) {
        fields.add(
            "\"parameters\": ["
                + String.join(", ", member.params().stream().map(SchemaWriter::param).toList())
                + "]");
      }
      if (member instanceof Leaf leaf) {
        leaf.key().ifPresent(key -> fields.add("\"key\": " + Json.strings(key)));
      }
      if (!member.doc().isEmpty()) {
        fields.add("\"doc\": " + Json.string(member.doc()));
      }
      if (member.deprecation().isPresent()) {
        fields.add("\"deprecated\": true");
      }
      if (member instanceof Group nested) {
        fields.add("\"members\": " + members(nested, deeper));
      }
      members.add(
          indent + "  {\n" + deeper + String.join(",\n" + deeper, fields) + "\n" + indent + "  }");
    }
    return "[\n" + String.join(",\n", members) + "\n" + indent + "]";
  }

  private static String param(Param param) {
    String enums =
        param.constants().isEmpty() ? "" : ", \"constants\": " + Json.strings(param.constants());
    return "{\"name\": "
        + Json.string(param.name())
        + ", \"type\": "
        + Json.string(param.type().schemaName())
        + enums
        + (param.scope() ? ", \"scope\": true" : "")
        + "}";
  }
}
