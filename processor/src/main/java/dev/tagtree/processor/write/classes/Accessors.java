// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write.classes;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.tagtree.processor.tree.Group;
import dev.tagtree.processor.tree.Leaf;
import dev.tagtree.processor.tree.Member;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The methods that give the members of a group: each bound, and open if it has parameters. */
final class Accessors {
  private final GroupBody body;

  private Accessors(GroupBody body) {
    this.body = body;
  }

  static List<MethodSpec> of(GroupBody body) {
    Accessors accessors = new Accessors(body);
    List<MethodSpec> methods = new ArrayList<>();
    for (Member member : body.group().members()) {
      Parameters parameters = new Parameters(body, member);
      methods.add(accessors.bound(member, parameters));
      if (!member.params().isEmpty()) {
        methods.add(
            member instanceof Leaf leaf
                ? accessors.open(leaf, parameters)
                : accessors.open((Group) member, parameters));
      }
    }
    return methods;
  }

  private MethodSpec bound(Member member, Parameters parameters) {
    MethodSpec.Builder method = method(member, body.typeOf(member));
    if (overrides(member)) {
      method.addAnnotation(RuntimeNames.OVERRIDE);
    }
    return method
        .addParameters(parameters.bound())
        .addStatement("return $L", made(member, parameters))
        .build();
  }

  private boolean overrides(Member member) {
    boolean isDeclared = member instanceof Leaf || ((Group) member).byMethod();
    return isDeclared && !body.isRoot() && body.group().implementable();
  }

  private CodeBlock made(Member member, Parameters parameters) {
    if (!body.isSingle(member)) {
      boolean isLeaf = member instanceof Leaf;
      return made(member, isLeaf ? parameters.names() : parameters.values());
    }
    CodeBlock instance = CodeBlock.of("$T.INSTANCE", body.typeOf(member));
    return member instanceof Leaf // whose instance has the type that all share, to save constants
        ? CodeBlock.of("($T) $L", body.typeOf(member), instance)
        : instance;
  }

  private CodeBlock made(Member member, List<CodeBlock> values) {
    return CodeBlock.of(
        "new $T($L$L)", body.typeOf(member), body.self(), Parameters.following(values));
  }

  private MethodSpec open(Group group, Parameters parameters) {
    return method(group, body.typeOf(group))
        .addParameters(parameters.open())
        .addStatement("return $L", made(group, parameters.openValues()))
        .build();
  }

  private MethodSpec open(Leaf leaf, Parameters parameters) {
    List<CodeBlock> values = new ArrayList<>();
    leaf.key().ifPresent(key -> values.add(CodeBlock.of("$T.KEY", body.typeOf(leaf))));
    values.add(CodeBlock.of("$S", leaf.wireName())); // a text that the class has already
    values.addAll(parameters.openValues());
    return method(leaf, RuntimeNames.TAG)
        .addParameters(parameters.open())
        .beginControlFlow("if ($L)", CodeBlock.join(parameters.areAny(), "$W| "))
        .addStatement(
            "return new $T($L$L)",
            RuntimeNames.PLAIN_LEAF,
            body.self(),
            Parameters.following(values))
        .endControlFlow()
        .addStatement("return $L", body.call(leaf, parameters.given()))
        .build();
  }

  private MethodSpec.Builder method(Member member, TypeName type) {
    String what = member instanceof Group ? "group" : "tag";
    return MethodSpec.methodBuilder(member.method())
        .addJavadoc("{@return the $L {@code $L}}", what, member.path())
        .addAnnotations(MemberClass.deprecation(member))
        .addModifiers(body.modifiers(Modifier.PUBLIC))
        .returns(type);
  }
}
