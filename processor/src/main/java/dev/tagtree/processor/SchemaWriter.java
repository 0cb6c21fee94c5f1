// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import dev.tagtree.processor.Tree.Group;
import dev.tagtree.processor.Tree.Leaf;
import dev.tagtree.processor.Tree.Member;
import dev.tagtree.processor.Tree.Param;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** Writes the schema: the tree as data, with a fingerprint that changes iff the wire form does. */
final class SchemaWriter {
  private static final int FINGERPRINT_BYTES = 8;

  private SchemaWriter() {}

  static String write(Tree tree) {
    StringBuilder json = new StringBuilder();
    json.append("{\n  \"name\": ").append(Json.string(tree.name()));
    json.append(",\n  \"class\": ").append(Json.string(tree.generated().qualifiedName()));
    json.append(",\n  \"fingerprint\": ").append(Json.string(fingerprint(tree)));
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
        + Json.string(type(param))
        + enums
        + (param.scope() ? ", \"scope\": true" : "")
        + "}";
  }

  private static String type(Param param) {
    return switch (param.type()) {
      case STRING -> "String";
      case BIG_INTEGER -> "BigInteger";
      case LOCAL_DATE -> "LocalDate";
      case UUID -> "UUID";
      default -> param.type().name().toLowerCase(java.util.Locale.ROOT);
    };
  }

  /** {@return 16 hex digits over paths, kinds, and parameters with their types and scopes} */
  static String fingerprint(Tree tree) {
    List<String> lines = new ArrayList<>();
    collect(tree.root(), "", lines);
    lines.sort(null);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static void collect(Group group, String prefix, List<String> lines) {
    for (Member member : group.members()) {
      StringBuilder line = new StringBuilder(prefix).append(member.wireName());
      if (!member.params().isEmpty()) {
        List<String> types =
            member.params().stream()
                .map(
                    p ->
                        type(p)
                            + (p.scope() ? "!" : "")
                            + String.join("|", new TreeSet<>(p.constants())))
                .toList();
        line.append('(').append(String.join(",", types)).append(')');
      }
      if (member instanceof Group nested) {
        collect(nested, line + ".", lines);
      } else {
        lines.add(line.toString());
      }
    }
  }
}
