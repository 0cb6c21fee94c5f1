// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write.classes;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.tagtree.processor.tree.Group;
import dev.tagtree.processor.tree.Leaf;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The class of a group, within that of the group around it, with the classes of its members. */
final class GroupClass {
  /** A constant of a class file has at most 65,535 bytes; leaf texts are ASCII. */
  private static final int MAX_CONSTANT = 60_000;

  private GroupClass() {}

  static TypeSpec of(GroupBody around, Group group) {
    GroupBody body = around.of(group);
    ClassName declared = RuntimeNames.of(group.type());
    TypeSpec.Builder type =
        MemberClass.builder(group)
            .addJavadoc("The group of every tag below {@link $T}.", declared)
            .superclass(RuntimeNames.TAG_GROUP);
    if (group.implementable()) {
      type.addSuperinterface(declared);
    }
    if (body.isSingle()) {
      type.addField(MemberClass.instance(body.type(), body.type()));
    }
    return type.addMethod(constructor(around, body))
        .addMethods(Accessors.of(body))
        .addMethods(ReadMethod.of(body))
        .addTypes(below(body))
        .build();
  }

  /** {@return the classes of all members of a group} */
  static List<TypeSpec> below(GroupBody body) {
    return body.group().members().stream()
        .map(
            member ->
                member instanceof Leaf leaf ? LeafClass.of(body, leaf) : of(body, (Group) member))
        .toList();
  }

  private static MethodSpec constructor(GroupBody around, GroupBody body) {
    Group group = body.group();
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE);
    CodeBlock parent = CodeBlock.of("parent");
    if (body.isSingle()) {
      parent = around.isRoot() ? CodeBlock.of("ALL") : CodeBlock.of("$T.INSTANCE", around.type());
    } else {
      constructor.addParameter(RuntimeNames.TAG_GROUP, "parent");
    }
    boolean hasValues = !group.params().isEmpty();
    if (hasValues) {
      constructor.addParameter(ArrayTypeName.of(RuntimeNames.OBJECT), "values").varargs();
    }
    return constructor
        .addStatement(
            "super($L, $L, $S$L)",
            parent,
            leafTexts(group),
            Parameters.signature(group),
            hasValues ? ", values" : "")
        .build();
  }

  /** {@return the expression for the texts of all leaves below a group} */
  static CodeBlock leafTexts(Group group) {
    List<String> constants = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String leaf : group.leafTexts()) {
      if (text.length() + leaf.length() > MAX_CONSTANT) {
        constants.add(text.toString());
        text.setLength(0);
      }
      text.append(text.isEmpty() && constants.isEmpty() ? "" : " ").append(leaf);
    }
    constants.add(text.toString());
    return constants.stream()
        .map(constant -> CodeBlock.of("$S", constant))
        .reduce((first, more) -> CodeBlock.of("$L.concat($L)", first, more))
        .orElseThrow();
  }
}
