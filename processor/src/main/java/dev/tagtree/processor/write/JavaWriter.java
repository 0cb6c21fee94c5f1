// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write;

import dev.tagtree.processor.tree.Group;
import dev.tagtree.processor.tree.JavaType;
import dev.tagtree.processor.tree.Leaf;
import dev.tagtree.processor.tree.Member;
import dev.tagtree.processor.tree.Names;
import dev.tagtree.processor.tree.Param;
import dev.tagtree.processor.tree.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Writes the class with the tags of a tree.
 *
 * <p>Expressions mention types by their simple names wherever the tree allows it, and parameters
 * are renamed where they would hide one of them ({@link Names#parameter}).
 */
public final class JavaWriter {
  /** A constant of a class file has at most 65,535 bytes; leaf texts are ASCII. */
  private static final int MAX_CONSTANT = 60_000;

  private final Tree tree;
  private final boolean hasGenerated;
  private final Imports imports;
  private final Source source = new Source();
  private final MemberMethods methods;

  private JavaWriter(Tree tree, boolean hasGenerated, Predicate<String> isInPackage) {
    this.tree = tree;
    this.hasGenerated = hasGenerated;
    Set<String> classes = new HashSet<>(Set.of(tree.generated().name()));
    tree.root().forEachMember(member -> classes.add(member.className()));
    this.imports = new Imports(tree.generated().packageName(), classes, isInPackage);
    this.methods = new MemberMethods(tree, imports, source);
  }

  /**
   * {@return the source file}
   *
   * @param hasGenerated whether javax.annotation.processing.Generated can be seen
   * @param isInPackage whether the tree's package has a class with a simple name
   */
  public static String write(Tree tree, boolean hasGenerated, Predicate<String> isInPackage) {
    JavaWriter writer = new JavaWriter(tree, hasGenerated, isInPackage);
    writer.rootClass();
    return writer.header() + writer.source;
  }

  private String header() {
    Source header = new Source();
    if (!tree.generated().packageName().isEmpty()) {
      header.line("package " + tree.generated().packageName() + ";").gap();
    }
    imports.lines().forEach(header::line);
    return header.isEmpty() ? "" : header + "\n";
  }

  private void rootClass() {
    source.line("/** The tags that {@link " + imports.mention(tree.declared()) + "} declares. */");
    if (hasGenerated) {
      String generated = imports.mention(new JavaType("javax.annotation.processing", "Generated"));
      source.line("@" + generated + "(\"dev.tagtree.processor.TagTreeProcessor\")");
    }
    if (tree.usesDeprecated()) {
      source.line("@" + lang("SuppressWarnings") + "({\"deprecation\", \"removal\"})");
    }
    methods.deprecation(tree.root());
    String name = tree.generated().name();
    String group = methods.runtime("TagGroup");
    String schema = Json.string(tree.name() + "#" + tree.fingerprint());
    source
        .line((tree.isPublic() ? "public " : "") + "final class " + name + " {")
        .line("/** Every tag of the tree: {@code *}. */")
        .line("public static final " + group + " ALL =")
        .line("    new " + group + "(" + schema + ", " + leafTexts(tree.root()) + ") {};")
        .gap()
        .line("private " + name + "() {}");
    methods.accessors(tree.root(), true);
    methods.parse();
    tree.root().members().forEach(member -> memberClass(member, "ALL"));
    source.line("}");
  }

  /**
   * Writes a leaf or a group.
   *
   * @param parent the expression of the group around it; empty if that is known at run time only
   */
  private void memberClass(Member member, String parent) {
    String doc;
    String superclass;
    if (member instanceof Group group) {
      String declared = imports.mention(group.type());
      doc = "The group of every tag below {@link " + declared + "}.";
      superclass =
          methods.runtime("TagGroup") + (group.implementable() ? " implements " + declared : "");
    } else {
      doc = "The leaf {@code " + member.path() + "}.";
      superclass = methods.runtime("TagLeaf");
    }
    String name = member.className();
    source.gap().line("/** " + doc + " */");
    methods.deprecation(member);
    source
        .line("public static final class " + name + " extends " + superclass + " {")
        .line("/** {@value} */")
        .line("public static final " + string() + " PATH = " + Json.string(member.path()) + ";")
        .gap();
    if (member instanceof Leaf leaf) {
      key(leaf); // before the instance, which takes it while the class is initialised
    }
    boolean single = !parent.isEmpty() && member.params().isEmpty();
    if (single) {
      String type = member instanceof Leaf ? methods.runtime("TagLeaf") : name;
      source.line("private static final " + type + " INSTANCE = new " + name + "();");
    }
    if (member instanceof Group group) {
      groupBody(group, single ? parent : "");
    } else {
      leafBody((Leaf) member, single);
    }
    source.line("}");
  }

  private void groupBody(Group group, String parent) {
    boolean single = !parent.isEmpty();
    boolean hasValues = !group.params().isEmpty();
    String parameters =
        single
            ? ""
            : methods.runtime("TagGroup")
                + " parent"
                + (hasValues ? ", " + lang("Object") + "... values" : "");
    String arguments =
        (single ? parent : "parent")
            + ", "
            + leafTexts(group)
            + ", "
            + MemberMethods.signature(group)
            + (hasValues ? ", values" : "");
    constructor(group, parameters, "super(" + arguments + ");");
    methods.accessors(group, single);
    methods.read(group, single);
    String below = single ? group.className() + ".INSTANCE" : "";
    group.members().forEach(member -> memberClass(member, below));
  }

  private void key(Leaf leaf) {
    leaf.key()
        .map(texts -> texts.stream().map(Json::string).collect(Collectors.joining(", ")))
        .ifPresent(
            texts -> source.line("private static final " + string() + "[] KEY = {" + texts + "};"));
  }

  private void leafBody(Leaf leaf, boolean single) {
    String key = leaf.key().isPresent() ? "KEY, " : "";
    if (single) {
      constructor(leaf, "", key.isEmpty() ? "super(PATH);" : "super(PATH, KEY);");
      return;
    }
    StringBuilder parameters = new StringBuilder(methods.runtime("TagGroup")).append(" parent");
    StringBuilder values = new StringBuilder();
    for (Param param : leaf.params()) {
      String field = imports.mention(param.declared()) + " " + Names.parameter(param.name());
      source.line("private final " + field + ";");
      parameters.append(", ").append(field);
      values.append(", ").append(methods.value(param));
    }
    StringBuilder body = new StringBuilder("super(parent, " + key);
    body.append(MemberMethods.signature(leaf)).append(values).append(");");
    for (Param param : leaf.params()) {
      String field = Names.parameter(param.name());
      body.append(" this.").append(field).append(" = ").append(field).append(';');
    }
    constructor(leaf, parameters.toString(), body.toString());
    for (Param param : leaf.params()) {
      source
          .gap()
          .line("/** {@return the argument {@code " + param.name() + "}} */")
          .line("public " + imports.mention(param.declared()) + " " + param.name() + "() {")
          .line("return " + Names.parameter(param.name()) + ";")
          .line("}");
    }
  }

  /** On one line, because each line of code costs every class file four bytes. */
  private void constructor(Member member, String parameters, String body) {
    source.gap();
    source.line("private " + member.className() + "(" + parameters + ") { " + body + " }");
  }

  private String string() {
    return lang("String");
  }

  private String lang(String name) {
    return imports.mention(JavaType.lang(name));
  }

  private static String leafTexts(Group group) {
    List<String> constants = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String leaf : group.leafTexts()) {
      if (text.length() + leaf.length() > MAX_CONSTANT) {
        constants.add(Json.string(text.toString()));
        text.setLength(0);
      }
      text.append(text.isEmpty() && constants.isEmpty() ? "" : " ").append(leaf);
    }
    constants.add(Json.string(text.toString()));
    return constants.get(0)
        + constants.stream()
            .skip(1)
            .map(more -> ".concat(" + more + ")")
            .collect(Collectors.joining());
  }
}
