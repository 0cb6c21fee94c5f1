// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.tagtree.processor.Tree.Group;
import dev.tagtree.processor.Tree.Leaf;
import dev.tagtree.processor.Tree.Member;
import dev.tagtree.processor.Tree.Param;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/** Writes the methods of the generated classes: those that give a member, and those that parse. */
final class MemberMethods {
  private static final ClassName TAG = ClassName.get("dev.tagtree", "Tag");
  private static final ClassName PLAIN_LEAF = ClassName.get("dev.tagtree", "PlainLeaf");
  private static final ClassName TAG_READER = ClassName.get("dev.tagtree", "TagReader");
  private static final ClassName ARG = ClassName.get("dev.tagtree", "Arg");
  private static final ClassName OBJECTS = ClassName.get(Objects.class);

  private final Tree tree;

  MemberMethods(Tree tree) {
    this.tree = tree;
  }

  MethodSpec parse() {
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

  MethodSpec read(Group group) {
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
  void add(TypeSpec.Builder type, Member member, ClassName around, boolean isStatic) {
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
          "return new $T($L, $L)", memberType, parent, join(member.params(), MemberMethods::value));
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
    CodeBlock values = join(member.params(), MemberMethods::argument);
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

  /** {@return what the runtime writes for a parameter that has one value} */
  static CodeBlock value(Param param) {
    String name = Names.parameter(param.name());
    if (param.type().isPrimitive() && param.component().isEmpty()) {
      return CodeBlock.of("$N", name);
    }
    CodeBlock value = CodeBlock.of("$T.requireNonNull($N, $S)", OBJECTS, name, param.name());
    if (param.component().isEmpty()) {
      return value;
    }
    return component(value, param);
  }

  private static CodeBlock component(CodeBlock value, Param param) {
    String component = param.component().orElseThrow();
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
        // not a method reference: parameters could hide its type, overloads make it ambiguous
        ? CodeBlock.of("$N.map(value -> $L)", name, component(CodeBlock.of("value"), param))
        : CodeBlock.of("$N", name);
  }

  static CodeBlock join(List<Param> params, Function<Param, CodeBlock> each) {
    return params.stream().map(each).collect(CodeBlock.joining(", "));
  }
}
