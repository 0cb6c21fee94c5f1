// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write.classes;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.tagtree.processor.tree.Group;
import dev.tagtree.processor.tree.Member;
import dev.tagtree.processor.tree.Tree;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * The inside of a generated class: where the members of a group are given and read.
 *
 * @param group the group whose members they are
 * @param type the class
 * @param isSingle whether there is only one instance, because neither the group nor one around it
 *     has values
 */
record GroupBody(Group group, ClassName type, boolean isSingle) {
  /** {@return the body of all that is in no other; its methods are static} */
  static GroupBody root(Tree tree) {
    return new GroupBody(tree.root(), RuntimeNames.of(tree.generated()), true);
  }

  /** {@return the class of a group among the members} */
  GroupBody of(Group member) {
    return new GroupBody(member, typeOf(member), isSingle(member));
  }

  boolean isRoot() {
    return group.path().isEmpty();
  }

  /** {@return the expression for the group, within the methods of the class} */
  String self() {
    return isRoot() ? "ALL" : "this";
  }

  /** {@return the class of a member} */
  ClassName typeOf(Member member) {
    return type.nestedClass(member.className());
  }

  /** {@return whether a member has only one instance, which is a constant of its class} */
  boolean isSingle(Member member) {
    return isSingle && member.params().isEmpty();
  }

  /** {@return the modifiers of a method} */
  Modifier[] modifiers(Modifier access) {
    return isRoot() ? new Modifier[] {access, Modifier.STATIC} : new Modifier[] {access};
  }

  /** {@return the call of a method that gives a member; {@code yield} cannot be called bare} */
  CodeBlock call(Member member, List<CodeBlock> arguments) {
    CodeBlock call = CodeBlock.of("$N($L)", member.method(), CodeBlock.join(arguments, ",$W"));
    if (!member.method().equals("yield")) {
      return call;
    }
    return isRoot() ? CodeBlock.of("$T.$L", type, call) : CodeBlock.of("this.$L", call);
  }
}
