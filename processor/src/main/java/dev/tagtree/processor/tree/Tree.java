// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.tree;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A declared tree, as writers see it. Of what declared it only the {@link Origin} of each part is
 * left, which is where a problem is reported. For one thread.
 */
public final class Tree {
  private static final int FINGERPRINT_BYTES = 8;

  private final JavaType declared;
  private final JavaType generated;
  private final boolean isPublic;
  private final boolean usesDeprecated;
  private final Group root;

  /** The hash, kept because it takes a while for a large tree, and two files have it. */
  private @Nullable String fingerprint;

  /**
   * Creates a tree.
   *
   * @param declared the annotated interface
   * @param generated the class that will be written
   * @param isPublic whether that class is public
   * @param usesDeprecated whether something that the generated code mentions is deprecated
   * @param root the group without a name
   */
  public Tree(
      JavaType declared, JavaType generated, boolean isPublic, boolean usesDeprecated, Group root) {
    this.declared = declared;
    this.generated = generated;
    this.isPublic = isPublic;
    this.usesDeprecated = usesDeprecated;
    this.root = root;
  }

  /** {@return the same tree with other members} */
  public Tree with(Group otherRoot) {
    return new Tree(declared, generated, isPublic, usesDeprecated, otherRoot);
  }

  /** {@return the annotated interface} */
  public JavaType declared() {
    return declared;
  }

  /** {@return the class that will be written} */
  public JavaType generated() {
    return generated;
  }

  /** {@return whether that class is public} */
  public boolean isPublic() {
    return isPublic;
  }

  /** {@return whether something that the generated code mentions is deprecated} */
  public boolean usesDeprecated() {
    return usesDeprecated;
  }

  /** {@return the group without a name} */
  public Group root() {
    return root;
  }

  /** {@return the name of the schema and of the generated files} */
  public String name() {
    return declared.qualifiedName();
  }

  /** {@return the name of the browser's export} */
  public String export() {
    return Names.decapitalise(generated.name());
  }

  /**
   * {@return 16 hex digits over paths, kinds, and parameters with their types and scopes: others
   * iff what is sent is another}
   */
  public String fingerprint() {
    if (fingerprint == null) {
      List<String> lines = new ArrayList<>();
      collect(root, "", lines);
      lines.sort(null);
      fingerprint = hash(String.join("\n", lines));
    }
    return fingerprint;
  }

  private static void collect(Group group, String prefix, List<String> lines) {
    for (Member member : group.members()) {
      String line = prefix + member.wireName();
      if (!member.params().isEmpty()) {
        line += member.params().stream().map(Tree::type).collect(Collectors.joining(",", "(", ")"));
      }
      if (member instanceof Group nested) {
        collect(nested, line + ".", lines);
      } else {
        lines.add(line);
      }
    }
  }

  private static String type(Param param) {
    return param.type().schemaName()
        + (param.scope() ? "!" : "")
        + String.join("|", new TreeSet<>(param.constants()));
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
