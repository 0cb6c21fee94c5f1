// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write;

import dev.tagtree.processor.tree.ArgType;
import dev.tagtree.processor.tree.Group;
import dev.tagtree.processor.tree.JavaType;
import dev.tagtree.processor.tree.Leaf;
import dev.tagtree.processor.tree.Member;
import dev.tagtree.processor.tree.Member.Deprecation;
import dev.tagtree.processor.tree.Names;
import dev.tagtree.processor.tree.Param;
import dev.tagtree.processor.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the methods of the generated classes: those that give a member, and those that parse. */
final class MemberMethods {
  /** A method has at most 65,535 bytes; a switch takes so many for each case and argument. */
  private static final int MAX_BYTES = 60_000;

  private static final int BYTES_OF_A_CASE = 45;
  private static final int BYTES_OF_A_PARAM = 25;

  private final Tree tree;
  private final Imports imports;
  private final Source source;

  MemberMethods(Tree tree, Imports imports, Source source) {
    this.tree = tree;
    this.imports = imports;
    this.source = source;
  }

  /** {@return how the runtime's class is mentioned} */
  String runtime(String name) {
    return imports.mention(new JavaType("dev.tagtree", name));
  }

  void parse() {
    String reader = runtime("TagReader");
    source
        .gap()
        .line("/**")
        .line(
            " * {@return the tag with this canonical text, of the class that is generated for it}")
        .line(" *")
        .line(
            " * @throws dev.tagtree.InvalidTagException if it is not canonical or not of this tree")
        .line(" */")
        .line("public static " + runtime("Tag") + " parse(" + lang("String") + " text) {")
        .line(reader + " in = " + reader + ".of(text);")
        .line("return in.end(read(in));")
        .line("}");
    read(tree.root(), "private static ", "ALL", true);
  }

  /**
   * Adds the method that reads what is below a group.
   *
   * @param isStatic whether the group has no values, in itself or above
   */
  void read(Group group, boolean isStatic) {
    read(group, "private ", "this", isStatic);
  }

  /** Writes a switch over the members; more than fit one method are looked up one after another. */
  private void read(Group group, String modifiers, String self, boolean isStatic) {
    String tag = runtime("Tag");
    String reader = runtime("TagReader");
    String name = lang("String") + " name";
    List<List<Member>> parts = parts(group.members());
    source.gap().line(modifiers + tag + " read(" + reader + " in) {");
    if (parts.size() > 1) {
      source.line(name + " = in.next();");
    }
    source.line("switch (" + (parts.size() > 1 ? "name" : "in.next()") + ") {");
    source.line("case \"*\": return " + self + ";");
    for (int i = 0; i < parts.size(); i++) {
      for (Member member : parts.get(i)) {
        String parsed = parsed(member, self, isStatic);
        source.line("case " + Json.string(member.wireName()) + ": return " + parsed + ";");
      }
      if (i + 1 < parts.size()) {
        String next = "read" + (i + 2);
        source.line("default: return " + next + "(name, in);").line("}").line("}").gap();
        source.line(modifiers + tag + " " + next + "(" + name + ", " + reader + " in) {");
        source.line("switch (name) {");
      }
    }
    source.line("default: throw in.unknown();").line("}").line("}");
  }

  private static List<List<Member>> parts(List<Member> members) {
    List<List<Member>> parts = new ArrayList<>(List.of(new ArrayList<>()));
    int bytes = 0;
    for (Member member : members) {
      int more = BYTES_OF_A_CASE + BYTES_OF_A_PARAM * member.params().size();
      if (bytes + more > MAX_BYTES) {
        parts.add(new ArrayList<>());
        bytes = 0;
      }
      parts.get(parts.size() - 1).add(member);
      bytes += more;
    }
    return parts;
  }

  private String parsed(Member member, String self, boolean isStatic) {
    if (isStatic && member instanceof Leaf && member.params().isEmpty()) {
      return member.className() + ".INSTANCE";
    }
    String given =
        callee(member, self.equals("ALL")) + "(" + join(member.params(), this::readArg) + ")";
    return member instanceof Group ? given + ".read(in)" : given;
  }

  /** {@return how a method is called from its own class; {@code yield} cannot be called bare} */
  private String callee(Member member, boolean atRoot) {
    if (!member.method().equals("yield")) {
      return member.method();
    }
    return (atRoot ? tree.generated().name() : "this") + ".yield";
  }

  private String readArg(Param param) {
    String read =
        param.type() == ArgType.ENUM
            ? "in.constant(" + imports.mention(param.written()) + ".class)"
            : "in." + param.type().reader() + "()";
    return param
        .component()
        .map(component -> "in.as(" + read + ", " + made(param, component.boxed()) + ")")
        .orElse(read);
  }

  /** {@return the function that takes what a record is of, or a box of it, and makes one} */
  private String made(Param param, boolean boxed) {
    String type = imports.mention(param.declared());
    return boxed ? "v -> new " + type + "((" + param.type().javaName() + ") v)" : type + "::new";
  }

  /**
   * Adds the methods that give the members of a group, to its class.
   *
   * @param isStatic whether the group has no values, in itself or above
   */
  void accessors(Group group, boolean isStatic) {
    boolean atRoot = group.path().isEmpty();
    for (Member member : group.members()) {
      boolean declared = member instanceof Leaf || ((Group) member).byMethod();
      boolean overrides = declared && !atRoot && group.implementable();
      accessors(member, atRoot, overrides, isStatic);
    }
  }

  private void accessors(Member member, boolean atRoot, boolean overrides, boolean isStatic) {
    String parent = atRoot ? "ALL" : "this";
    List<Param> params = member.params();
    String made =
        params.isEmpty() && isStatic
            ? instance(member)
            : "new " + member.className() + "(" + parent + arguments(member) + ")";
    begin(member, atRoot, overrides, member.className(), imports::mention);
    source.line("return " + made + ";").line("}");
    if (params.isEmpty()) {
      return;
    }
    if (member instanceof Group) {
      begin(member, atRoot, false, member.className(), this::arg);
      source.line("return new " + member.className() + "(" + parent + openValues(params) + ");");
    } else {
      begin(member, atRoot, false, runtime("Tag"), this::arg);
      source
          .line(
              "if ("
                  + join(params, this::isAny, " | ")
                  + ") return "
                  + openLeaf((Leaf) member, parent)
                  + ";")
          .line(
              "return "
                  + callee(member, atRoot)
                  + "("
                  + join(params, param -> name(param) + ".get()")
                  + ");");
    }
    source.line("}");
  }

  /** {@return the only instance: the type of a leaf's is one that all share, to save constants} */
  private static String instance(Member member) {
    String instance = member.className() + ".INSTANCE";
    return member instanceof Leaf ? "(" + member.className() + ") " + instance : instance;
  }

  private void begin(
      Member member,
      boolean atRoot,
      boolean overrides,
      String type,
      Function<JavaType, String> parameter) {
    source
        .gap()
        .line(
            "/** {@return the "
                + (member instanceof Group ? "group" : "tag")
                + " {@code "
                + member.path()
                + "}} */");
    deprecation(member);
    if (overrides) {
      source.line("@" + lang("Override"));
    }
    String parameters =
        join(member.params(), param -> parameter.apply(param.declared()) + " " + name(param));
    source.line(
        "public "
            + (atRoot ? "static " : "")
            + type
            + " "
            + member.method()
            + "("
            + parameters
            + ") {");
  }

  /** Adds the annotation of a deprecated member. */
  void deprecation(Member member) {
    member.deprecation().ifPresent(deprecation -> source.line(annotation(deprecation)));
  }

  private String annotation(Deprecation deprecation) {
    String values =
        (deprecation.since().isEmpty() ? "" : "since = " + Json.string(deprecation.since()))
            + (!deprecation.since().isEmpty() && deprecation.forRemoval() ? ", " : "")
            + (deprecation.forRemoval() ? "forRemoval = true" : "");
    return "@" + lang("Deprecated") + (values.isEmpty() ? "" : "(" + values + ")");
  }

  private String arguments(Member member) {
    return member instanceof Leaf
        ? member.params().stream().map(param -> ", " + name(param)).collect(Collectors.joining())
        : member.params().stream().map(param -> ", " + value(param)).collect(Collectors.joining());
  }

  /** {@return what the runtime writes for a parameter with one value; it refuses null} */
  String value(Param param) {
    return param
        .component()
        .map(component -> notNull(param) + "." + component.name() + "()")
        .orElse(name(param));
  }

  private String openValues(List<Param> params) {
    return params.stream().map(param -> ", " + openValue(param)).collect(Collectors.joining());
  }

  /** {@return what the runtime writes for a parameter that may be any} */
  private String openValue(Param param) {
    String name = name(param);
    return param
        .component()
        .map(
            c -> notNull(param) + ".isAny() ? " + name + " : " + name + ".get()." + c.name() + "()")
        .orElse(name);
  }

  private String isAny(Param param) {
    return notNull(param) + ".isAny()";
  }

  private String notNull(Param param) {
    String objects = imports.mention(new JavaType("java.util", "Objects"));
    return objects + ".requireNonNull(" + name(param) + ", " + Json.string(param.name()) + ")";
  }

  private String arg(JavaType type) {
    return runtime("Arg") + "<" + imports.mention(type.box()) + ">";
  }

  private String openLeaf(Leaf leaf, String parent) {
    String key = leaf.key().isPresent() ? ", " + leaf.className() + ".KEY" : "";
    String name =
        Json.string(leaf.wireName()); // not the signature: the class has this text already
    return "new "
        + runtime("PlainLeaf")
        + "("
        + parent
        + key
        + ", "
        + name
        + openValues(leaf.params())
        + ")";
  }

  /** {@return the literal of a member's name with those of its parameters} */
  static String signature(Member member) {
    String params = member.params().stream().map(Param::name).collect(Collectors.joining(","));
    return Json.string(member.wireName() + (params.isEmpty() ? "" : "(" + params + ")"));
  }

  private String lang(String name) {
    return imports.mention(JavaType.lang(name));
  }

  private static String name(Param param) {
    return Names.parameter(param.name());
  }

  private static String join(List<Param> params, Function<Param, String> each) {
    return join(params, each, ", ");
  }

  private static String join(List<Param> params, Function<Param, String> each, String separator) {
    return params.stream().map(each).collect(Collectors.joining(separator));
  }
}
