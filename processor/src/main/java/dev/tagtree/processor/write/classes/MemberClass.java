// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write.classes;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.tagtree.processor.tree.Member;
import dev.tagtree.processor.tree.Member.Deprecation;
import dev.tagtree.processor.write.Literals;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The head and the constants that the classes of groups and leaves have in common. */
final class MemberClass {
  private MemberClass() {}

  static TypeSpec.Builder builder(Member member) {
    return TypeSpec.classBuilder(member.className())
        .addAnnotations(deprecation(member))
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

  /** {@return the annotation of a deprecated member, if it is one} */
  static List<AnnotationSpec> deprecation(Member member) {
    return member.deprecation().map(MemberClass::annotation).stream().toList();
  }

  private static AnnotationSpec annotation(Deprecation deprecation) {
    AnnotationSpec.Builder annotation = AnnotationSpec.builder(RuntimeNames.DEPRECATED);
    if (!deprecation.since().isEmpty()) {
      annotation.addMember("since", literal(deprecation.since()));
    }
    if (deprecation.forRemoval()) {
      annotation.addMember("forRemoval", "true");
    }
    return annotation.build();
  }

  /** {@return a literal for any text; where {@code $S} has a line break, a line ends} */
  static CodeBlock literal(String text) {
    String json = Literals.string(text); // whose escapes Java has too
    return CodeBlock.of("$L", Literals.ascii(json));
  }
}
