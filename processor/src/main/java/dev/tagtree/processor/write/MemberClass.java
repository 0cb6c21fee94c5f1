// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.tagtree.processor.tree.Group;
import dev.tagtree.processor.tree.Leaf;
import dev.tagtree.processor.tree.Member;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The head and the constants that the classes of groups and leaves have in common. */
final class MemberClass {
  private MemberClass() {}

  /** {@return the classes of all members of a group} */
  static List<TypeSpec> below(GroupBody body) {
    return body.group().members().stream()
        .map(
            member ->
                member instanceof Leaf leaf
                    ? LeafClass.of(body, leaf)
                    : GroupClass.of(body, (Group) member))
        .toList();
  }

  static TypeSpec.Builder builder(Member member) {
    return TypeSpec.classBuilder(member.className())
        .addAnnotations(Accessors.deprecation(member))
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addField(
            FieldSpec.builder(
                    RuntimeNames.STRING, "PATH", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("{@value}")
                .initializer("$S", member.path())
                .build());
  }

  /** {@return the field of the only instance} */
  static FieldSpec instance(TypeName declared, ClassName type) {
    return FieldSpec.builder(
            declared, "INSTANCE", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("new $T()", type)
        .build();
  }
}
