// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write.classes;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.tagtree.processor.tree.Member;
import dev.tagtree.processor.tree.Param;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The parameters of a member in Java, and the expressions for what the runtime writes of them. */
final class Parameters {
  private static final NameAllocator MENTIONED = new NameAllocator();

  static {
    for (String name : List.of("ALL", "KEY", "Objects", "PATH", "java", "parent")) {
      MENTIONED.newName(name, name);
    }
  }

  private final List<Param> params;
  private final NameAllocator names = MENTIONED.clone();

  Parameters(GroupBody body, Member member) {
    params = member.params();
    names.newName(body.type().topLevelClassName().simpleName(), "outermost class");
    names.newName(member.className(), "own class");
    params.forEach(param -> names.newName(param.name(), param));
  }

  /** {@return its name in Java, which hides nothing that generated code mentions} */
  String name(Param param) {
    return names.get(param);
  }

  /** {@return what takes one value for each} */
  List<ParameterSpec> bound() {
    return each(param -> parameter(param, RuntimeNames.ofParam(param.declared())));
  }

  /** {@return what takes one value or any for each} */
  List<ParameterSpec> open() {
    return each(
        param -> {
          TypeName boxed = RuntimeNames.ofParam(param.declared()).box();
          return parameter(param, ParameterizedTypeName.get(RuntimeNames.ARG, boxed));
        });
  }

  private ParameterSpec parameter(Param param, TypeName type) {
    return ParameterSpec.builder(type, name(param)).build();
  }

  /** {@return the bound ones as they are} */
  List<CodeBlock> names() {
    return each(param -> CodeBlock.of("$N", name(param)));
  }

  /** {@return what the runtime writes of the bound ones; it refuses null} */
  List<CodeBlock> values() {
    return each(
        param ->
            param
                .component()
                .map(component -> CodeBlock.of("$L.$N()", notNull(param), component.name()))
                .orElseGet(() -> CodeBlock.of("$N", name(param))));
  }

  /** {@return what the runtime writes of the open ones; it refuses null} */
  List<CodeBlock> openValues() {
    return each(
        param ->
            param
                .component()
                .map(
                    component ->
                        CodeBlock.of(
                            "$L ? $N : $N.get().$N()",
                            isAny(param),
                            name(param),
                            name(param),
                            component.name()))
                .orElseGet(() -> CodeBlock.of("$N", name(param))));
  }

  /** {@return the values of the open ones, none of which is any} */
  List<CodeBlock> given() {
    return each(param -> CodeBlock.of("$N.get()", name(param)));
  }

  /** {@return for each open one, whether it is any} */
  List<CodeBlock> areAny() {
    return each(this::isAny);
  }

  private CodeBlock isAny(Param param) {
    return CodeBlock.of("$L.isAny()", notNull(param));
  }

  private CodeBlock notNull(Param param) {
    return CodeBlock.of(
        "$T.requireNonNull($N, $S)", RuntimeNames.OBJECTS, name(param), param.name());
  }

  private <T> List<T> each(Function<Param, T> made) {
    return params.stream().map(made).toList();
  }

  /** {@return the arguments that follow others} */
  static CodeBlock following(List<CodeBlock> arguments) {
    CodeBlock.Builder following = CodeBlock.builder();
    arguments.forEach(argument -> following.add(",$W$L", argument));
    return following.build();
  }

  /** {@return a member's name with those of its parameters, as the runtime is told} */
  static String signature(Member member) {
    String params = member.params().stream().map(Param::name).collect(Collectors.joining(","));
    return member.wireName() + (params.isEmpty() ? "" : "(" + params + ")");
  }
}
