// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write.classes;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.tagtree.processor.tree.ArgType;
import dev.tagtree.processor.tree.Group;
import dev.tagtree.processor.tree.Leaf;
import dev.tagtree.processor.tree.Member;
import dev.tagtree.processor.tree.Param;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The method that reads what is below a group: a switch, or several where it is too long. */
final class ReadMethod {
  /** A method has at most 65,535 bytes; a switch takes so many for each case and argument. */
  private static final int MAX_BYTES = 60_000;

  private static final int BYTES_OF_A_CASE = 45;
  private static final int BYTES_OF_A_PARAM = 25;

  private final GroupBody body;

  private ReadMethod(GroupBody body) {
    this.body = body;
  }

  /** {@return the method, and those that it calls for members that it has no room for} */
  static List<MethodSpec> of(GroupBody body) {
    ReadMethod read = new ReadMethod(body);
    List<List<Member>> parts = parts(body.group().members());
    List<MethodSpec> methods = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      boolean isLast = i + 1 == parts.size();
      MethodSpec.Builder method = i == 0 ? read.first(isLast) : read.more(i);
      parts.get(i).forEach(member -> read.addCase(method, member));
      CodeBlock otherwise =
          isLast
              ? CodeBlock.of("throw in.unknown()")
              : CodeBlock.of("return read$L(name, in)", i + 2);
      method.addCode("default: $L;\n", otherwise);
      methods.add(method.endControlFlow().build());
    }
    return methods;
  }

  private MethodSpec.Builder first(boolean isAll) {
    MethodSpec.Builder method = method("read").addParameter(RuntimeNames.TAG_READER, "in");
    if (isAll) {
      method.beginControlFlow("switch (in.next())");
    } else {
      method.addStatement("$T name = in.next()", RuntimeNames.STRING);
      method.beginControlFlow("switch (name)");
    }
    return method.addCode("case $S: return $L;\n", "*", body.self());
  }

  private MethodSpec.Builder more(int part) {
    return method("read" + (part + 1))
        .addParameter(RuntimeNames.STRING, "name")
        .addParameter(RuntimeNames.TAG_READER, "in")
        .beginControlFlow("switch (name)");
  }

  private MethodSpec.Builder method(String name) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(body.modifiers(Modifier.PRIVATE))
        .returns(RuntimeNames.TAG);
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

  private void addCase(MethodSpec.Builder method, Member member) {
    method.addCode("case $S: return $L;\n", member.wireName(), parsed(member));
  }

  private CodeBlock parsed(Member member) {
    if (body.isSingle(member) && member instanceof Leaf) {
      return CodeBlock.of("$T.INSTANCE", body.typeOf(member));
    }
    CodeBlock given = body.call(member, member.params().stream().map(ReadMethod::arg).toList());
    return member instanceof Group ? CodeBlock.of("$L.read(in)", given) : given;
  }

  private static CodeBlock arg(Param param) {
    CodeBlock read =
        param.type() == ArgType.ENUM
            ? CodeBlock.of("in.constant($T.class)", RuntimeNames.of(param.written()))
            : CodeBlock.of("in.$L()", param.type().reader());
    return param
        .component()
        .map(component -> CodeBlock.of("in.as($L,$W$L)", read, made(param, component.boxed())))
        .orElse(read);
  }

  /** {@return the function that makes a record; a box might choose another constructor of it} */
  private static CodeBlock made(Param param, boolean boxed) {
    TypeName type = RuntimeNames.of(param.declared());
    return boxed
        ? CodeBlock.of("v -> new $T(($T) v)", type, RuntimeNames.ofParam(param.written()))
        : CodeBlock.of("$T::new", type);
  }
}
