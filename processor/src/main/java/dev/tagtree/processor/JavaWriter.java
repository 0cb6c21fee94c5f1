// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.tagtree.processor.Tree.Group;
import dev.tagtree.processor.Tree.Leaf;
import dev.tagtree.processor.Tree.Member;
import dev.tagtree.processor.Tree.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/**
 * Writes the class with the tags of a tree.
 *
 * <p>Expressions mention types by their simple names wherever the tree allows it, and parameters
 * are renamed where they would hide one of them ({@link Names#parameter}).
 */
final class JavaWriter {
  private static final ClassName TAG = ClassName.get("dev.tagtree", "Tag");
  private static final ClassName TAG_GROUP = ClassName.get("dev.tagtree", "TagGroup");
  private static final ClassName TAG_LEAF = ClassName.get("dev.tagtree", "TagLeaf");
  private static final ClassName PLAIN_LEAF = ClassName.get("dev.tagtree", "PlainLeaf");
  private static final ClassName TAG_READER = ClassName.get("dev.tagtree", "TagReader");
  private static final ClassName ARG = ClassName.get("dev.tagtree", "Arg");
  private static final ClassName OBJECTS = ClassName.get(Objects.class);
  private static final ClassName GENERATED =
      ClassName.get("javax.annotation.processing", "Generated");

  /** A constant of a class file has at most 65,535 bytes; leaf texts are ASCII. */
  private static final int MAX_CONSTANT = 60_000;

  private final Tree tree;
  private final boolean hasGenerated;

  private JavaWriter(Tree tree, boolean hasGenerated) {
    this.tree = tree;
    this.hasGenerated = hasGenerated;
  }

  /**
   * {@return the source file}
   *
   * @param hasGenerated whether javax.annotation.processing.Generated can be seen
   */
  static JavaFile write(Tree tree, boolean hasGenerated) {
    TypeSpec type = new JavaWriter(tree, hasGenerated).rootClass();
    return JavaFile.builder(tree.generated().packageName(), type)
        .skipJavaLangImports(true)
        .indent("  ")
        .build();
  }

  private TypeSpec rootClass() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(tree.generated())
            .addJavadoc("The tags that {@link $T} declares.\n", tree.declared())
            .addModifiers(Modifier.FINAL)
            .addOriginatingElement(tree.root().origin());
    if (hasGenerated) {
      type.addAnnotation(
          AnnotationSpec.builder(GENERATED)
              .addMember("value", "$S", "dev.tagtree.processor.TagTreeProcessor")
              .build());
    }
    if (tree.usesDeprecated()) {
      type.addAnnotation(
          AnnotationSpec.builder(SuppressWarnings.class)
              .addMember("value", "{$S, $S}", "deprecation", "removal")
              .build());
    }
    if (tree.isPublic()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    type.addField(all());
    type.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    for (Member member : tree.root().members()) {
      addMember(type, member, tree.generated(), true);
    }
    type.addMethod(parse());
    for (Member member : tree.root().members()) {
      type.addType(memberClass(member, tree.generated(), true));
    }
    return type.build();
  }

  private FieldSpec all() {
    return FieldSpec.builder(TAG_GROUP, "ALL", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("Every tag of the tree: {@code *}.\n")
        .initializer(
            "new $T($S, $L) {}",
            TAG_GROUP,
            tree.name() + "#" + SchemaWriter.fingerprint(tree),
            leafTexts(tree.root()))
        .build();
  }

  private MethodSpec parse() {
    return MethodSpec.methodBuilder("parse")
        .addJavadoc(
            "{@return the tag with this canonical text, an instance of the class that is generated"
                + " for it}\n\n"
                + "@throws $T if it is not canonical or not of this tree\n",
            ClassName.get("dev.tagtree", "InvalidTagException"))
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(TAG)
        .addParameter(String.class, "text")
        .addStatement("$T in = $T.of(text)", TAG_READER, TAG_READER)
        .addCode(dispatch(tree.root(), "ALL"))
        .build();
  }

  private MethodSpec read(Group group) {
    return MethodSpec.methodBuilder("read")
        .addModifiers(Modifier.PRIVATE)
        .returns(TAG)
        .addParameter(TAG_READER, "in")
        .addCode(dispatch(group, "this"))
        .build();
  }

  private CodeBlock dispatch(Group group, String self) {
    CodeBlock.Builder code = CodeBlock.builder().beginControlFlow("switch (in.next())");
    code.add("case $S:\n$>return in.end($L);\n$<", "*", self);
    for (Member member : group.members()) {
      CodeBlock arguments = join(member.params(), this::readArg);
      CodeBlock call = CodeBlock.of("$L($L)", callee(member, self.equals("ALL")), arguments);
      code.add("case $S:\n$>", member.wireName());
      code.add(
          member instanceof Group ? "return $L.read(in);\n$<" : "return in.end($L);\n$<", call);
    }
    return code.add("default:\n$>throw in.unknown();\n$<").endControlFlow().build();
  }

  /** {@return how a method is called from its own class; {@code yield} cannot be called bare} */
  private CodeBlock callee(Member member, boolean atRoot) {
    if (!member.method().equals("yield")) {
      return CodeBlock.of("$N", member.method());
    }
    return atRoot ? CodeBlock.of("$T.yield", tree.generated()) : CodeBlock.of("this.yield");
  }

  private CodeBlock readArg(Param param) {
    TypeName type = param.componentType().orElse(param.declared());
    CodeBlock read =
        param.type() == ArgType.ENUM
            ? CodeBlock.of("in.constant($T.class)", type)
            : CodeBlock.of("in.$L()", param.type().reader());
    return param.component().isPresent()
        ? CodeBlock.of("in.as($L, $T::new)", read, param.declared())
        : read;
  }

  /** Adds the methods that give a member, to the class of the group around it. */
  private void addMember(TypeSpec.Builder type, Member member, ClassName around, boolean isStatic) {
    boolean atRoot = around.equals(tree.generated());
    MethodSpec.Builder bound = accessor(member, atRoot);
    if (!atRoot && (member instanceof Leaf || ((Group) member).byMethod())) {
      bound.addAnnotation(Override.class);
    }
    ClassName memberType = around.nestedClass(member.className());
    bound.returns(memberType);
    CodeBlock parent = CodeBlock.of(atRoot ? "ALL" : "this");
    if (member.params().isEmpty()) {
      bound.addStatement(
          isStatic ? "return $T.INSTANCE" : "return new $T($L)",
          arguments(isStatic, memberType, parent));
      type.addMethod(bound.build());
      return;
    }
    for (Param param : member.params()) {
      bound.addParameter(
          ParameterSpec.builder(param.declared(), Names.parameter(param.name())).build());
    }
    if (member instanceof Leaf) {
      bound.addStatement(
          "return new $T($L, $L)",
          memberType,
          parent,
          join(member.params(), param -> CodeBlock.of("$N", Names.parameter(param.name()))));
    } else {
      bound.addStatement(
          "return new $T($L, $L)", memberType, parent, join(member.params(), this::value));
    }
    type.addMethod(bound.build());
    type.addMethod(open(member, atRoot, memberType, parent));
  }

  private static Object[] arguments(boolean isStatic, ClassName type, CodeBlock parent) {
    return isStatic ? new Object[] {type} : new Object[] {type, parent};
  }

  /** {@return the overload in which each parameter may be any} */
  private MethodSpec open(Member member, boolean atRoot, ClassName memberType, CodeBlock parent) {
    MethodSpec.Builder open = accessor(member, atRoot);
    for (Param param : member.params()) {
      open.addParameter(
          ParameterizedTypeName.get(ARG, param.declared().box()), Names.parameter(param.name()));
    }
    for (Param param : member.params()) {
      open.addStatement(
          "$T.requireNonNull($N, $S)", OBJECTS, Names.parameter(param.name()), param.name());
    }
    CodeBlock values = join(member.params(), JavaWriter::argument);
    if (member instanceof Group) {
      return open.returns(memberType)
          .addStatement("return new $T($L, $L)", memberType, parent, values)
          .build();
    }
    Leaf leaf = (Leaf) member;
    CodeBlock isOpen =
        member.params().stream()
            .map(param -> CodeBlock.of("$N.isAny()", Names.parameter(param.name())))
            .collect(CodeBlock.joining(" || "));
    CodeBlock key =
        leaf.key().isPresent() ? CodeBlock.of("$T.KEY, ", memberType) : CodeBlock.of("");
    return open.returns(TAG)
        .beginControlFlow("if ($L)", isOpen)
        .addStatement(
            "return new $T($L, $L$S, $L)", PLAIN_LEAF, parent, key, member.wireName(), values)
        .endControlFlow()
        .addStatement(
            "return $L($L)",
            callee(member, atRoot),
            join(member.params(), param -> CodeBlock.of("$N.get()", Names.parameter(param.name()))))
        .build();
  }

  private MethodSpec.Builder accessor(Member member, boolean atRoot) {
    MethodSpec.Builder accessor =
        MethodSpec.methodBuilder(member.method())
            .addJavadoc(
                member instanceof Group
                    ? "{@return the group of every tag below {@link $T}}\n"
                    : "{@return the tag that {@code $L} declares}\n",
                member instanceof Group group ? group.type() : member.method())
            .addModifiers(Modifier.PUBLIC);
    if (atRoot) {
      accessor.addModifiers(Modifier.STATIC);
    }
    if (member.deprecated()) {
      accessor.addAnnotation(Deprecated.class);
    }
    return accessor;
  }

  private TypeSpec memberClass(Member member, ClassName parent, boolean isStatic) {
    boolean single = isStatic && member.params().isEmpty();
    return member instanceof Group group
        ? groupClass(group, parent, single)
        : leafClass((Leaf) member, parent, single);
  }

  private TypeSpec groupClass(Group group, ClassName parent, boolean single) {
    ClassName name = parent.nestedClass(group.className());
    TypeSpec.Builder type =
        memberType(group, group.path(), "The group of every tag below {@link $T}.\n", group.type())
            .superclass(TAG_GROUP)
            .addSuperinterface(group.type());
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE);
    if (single) {
      type.addField(instance(name));
      constructor.addStatement(
          "super($L, $L, $S)", instanceOf(parent), leafTexts(group), group.wireName());
    } else {
      constructor
          .addParameter(TAG_GROUP, "parent")
          .addParameter(ArrayTypeName.of(Object.class), "values")
          .varargs()
          .addStatement("super(parent, $L, $S, values)", leafTexts(group), group.wireName());
    }
    type.addMethod(constructor.build());
    for (Member member : group.members()) {
      addMember(type, member, name, single);
    }
    type.addMethod(read(group));
    for (Member member : group.members()) {
      type.addType(memberClass(member, name, single));
    }
    return type.build();
  }

  private TypeSpec leafClass(Leaf leaf, ClassName parent, boolean single) {
    ClassName name = parent.nestedClass(leaf.className());
    TypeSpec.Builder type =
        memberType(leaf, leaf.path(), "The leaf {@code $L}.\n", leaf.path()).superclass(TAG_LEAF);
    leaf.key().ifPresent(key -> type.addField(key(key)));
    CodeBlock key = leaf.key().isPresent() ? CodeBlock.of("KEY, ") : CodeBlock.of("");
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE);
    if (single) {
      type.addField(instance(name));
      constructor.addStatement("super($L, $L$S)", instanceOf(parent), key, leaf.wireName());
      return type.addMethod(constructor.build()).build();
    }
    constructor.addParameter(TAG_GROUP, "parent");
    CodeBlock values = CodeBlock.of("");
    if (!leaf.params().isEmpty()) {
      values = CodeBlock.of(", $L", join(leaf.params(), this::value));
    }
    constructor.addStatement("super(parent, $L$S$L)", key, leaf.wireName(), values);
    for (Param param : leaf.params()) {
      String field = Names.parameter(param.name());
      constructor.addParameter(param.declared(), field);
      constructor.addStatement("this.$N = $N", field, field);
      type.addField(param.declared(), field, Modifier.PRIVATE, Modifier.FINAL);
    }
    type.addMethod(constructor.build());
    for (Param param : leaf.params()) {
      type.addMethod(
          MethodSpec.methodBuilder(param.name())
              .addJavadoc("{@return the argument {@code $L}}\n", param.name())
              .addModifiers(Modifier.PUBLIC)
              .returns(param.declared())
              .addStatement("return $N", Names.parameter(param.name()))
              .build());
    }
    return type.build();
  }

  private static TypeSpec.Builder memberType(
      Member member, String path, String doc, Object argument) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(member.className())
            .addJavadoc(doc, argument)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .addField(
                FieldSpec.builder(
                        String.class, "PATH", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                    .addJavadoc("{@value}\n")
                    .initializer("$S", path)
                    .build());
    if (member.deprecated()) {
      type.addAnnotation(Deprecated.class);
    }
    return type;
  }

  private static FieldSpec instance(ClassName name) {
    return FieldSpec.builder(name, "INSTANCE", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("new $T()", name)
        .build();
  }

  private CodeBlock instanceOf(ClassName group) {
    return group.equals(tree.generated())
        ? CodeBlock.of("ALL")
        : CodeBlock.of("$T.INSTANCE", group);
  }

  private static FieldSpec key(List<String> key) {
    return FieldSpec.builder(
            String[].class, "KEY", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(
            "{$L}",
            key.stream().map(part -> CodeBlock.of("$S", part)).collect(CodeBlock.joining(", ")))
        .build();
  }

  /** {@return what the runtime writes for a parameter that has one value} */
  private CodeBlock value(Param param) {
    String name = Names.parameter(param.name());
    if (param.type().isPrimitive() && param.component().isEmpty()) {
      return CodeBlock.of("$N", name);
    }
    CodeBlock value = CodeBlock.of("$T.requireNonNull($N, $S)", OBJECTS, name, param.name());
    if (param.component().isEmpty()) {
      return value;
    }
    String component = param.component().get();
    return param.type().isPrimitive()
        ? CodeBlock.of("$L.$N()", value, component)
        : CodeBlock.of(
            "$T.requireNonNull($L.$N(), $S)",
            OBJECTS,
            value,
            component,
            param.name() + "." + component);
  }

  /** {@return what the runtime writes for a parameter that may be any} */
  private static CodeBlock argument(Param param) {
    String name = Names.parameter(param.name());
    return param.component().isPresent()
        ? CodeBlock.of("$N.map($T::$N)", name, param.declared(), param.component().get())
        : CodeBlock.of("$N", name);
  }

  private static CodeBlock leafTexts(Group group) {
    List<CodeBlock> constants = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String leaf : group.leafTexts()) {
      if (text.length() + leaf.length() > MAX_CONSTANT) {
        constants.add(CodeBlock.of("$S", text));
        text.setLength(0);
      }
      text.append(text.isEmpty() && constants.isEmpty() ? "" : " ").append(leaf);
    }
    CodeBlock all = constants.isEmpty() ? CodeBlock.of("$S", text) : constants.get(0);
    for (CodeBlock more : constants.subList(Math.min(1, constants.size()), constants.size())) {
      all = CodeBlock.of("$L.concat($L)", all, more);
    }
    return constants.isEmpty() ? all : CodeBlock.of("$L.concat($S)", all, text);
  }

  private static CodeBlock join(
      List<Param> params, java.util.function.Function<Param, CodeBlock> each) {
    return params.stream().map(each).collect(CodeBlock.joining(", "));
  }
}
