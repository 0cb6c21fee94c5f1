// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write.classes;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import dev.tagtree.processor.tree.Leaf;
import dev.tagtree.processor.tree.Param;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The class of a leaf, within that of its group: its values, and what gives them. */
final class LeafClass {
  private LeafClass() {}

  static TypeSpec of(GroupBody around, Leaf leaf) {
    TypeSpec.Builder type =
        MemberClass.builder(leaf)
            .addJavadoc("The leaf {@code $L}.", leaf.path())
            .superclass(RuntimeNames.TAG_LEAF);
    // before the instance, which takes it while the class is initialised
    leaf.key().ifPresent(key -> type.addField(key(key)));
    if (around.isSingle(leaf)) {
      type.addField(MemberClass.instance(RuntimeNames.TAG_LEAF, around.typeOf(leaf)));
      String key = leaf.key().isPresent() ? ", KEY" : "";
      return type.addMethod(constructor().addStatement("super(PATH$L)", key).build()).build();
    }
    Parameters parameters = new Parameters(around, leaf);
    type.addMethod(constructor(leaf, parameters));
    for (Param param : leaf.params()) {
      String name = parameters.name(param);
      type.addField(RuntimeNames.ofParam(param.declared()), name, Modifier.PRIVATE, Modifier.FINAL);
      type.addMethod(accessor(param, name));
    }
    return type.build();
  }

  private static FieldSpec key(List<String> texts) {
    return FieldSpec.builder(
            ArrayTypeName.of(RuntimeNames.STRING),
            "KEY",
            Modifier.PRIVATE,
            Modifier.STATIC,
            Modifier.FINAL)
        .initializer(
            "{$L}", CodeBlock.join(texts.stream().map(MemberClass::literal).toList(), ", "))
        .build();
  }

  private static MethodSpec.Builder constructor() {
    return MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE);
  }

  private static MethodSpec constructor(Leaf leaf, Parameters parameters) {
    MethodSpec.Builder constructor =
        constructor()
            .addParameter(RuntimeNames.TAG_GROUP, "parent")
            .addParameters(parameters.bound())
            .addStatement(
                "super(parent, $L$S$L)",
                leaf.key().isPresent() ? "KEY, " : "",
                Parameters.signature(leaf),
                Parameters.following(parameters.values()));
    for (ParameterSpec parameter : parameters.bound()) {
      constructor.addStatement("this.$N = $N", parameter, parameter);
    }
    return constructor.build();
  }

  private static MethodSpec accessor(Param param, String field) {
    return MethodSpec.methodBuilder(param.name())
        .addJavadoc("{@return the argument {@code $L}}", param.name())
        .addModifiers(Modifier.PUBLIC)
        .returns(RuntimeNames.ofParam(param.declared()))
        .addStatement("return $N", field)
        .build();
  }
}
