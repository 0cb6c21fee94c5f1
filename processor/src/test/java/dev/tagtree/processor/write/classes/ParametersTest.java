// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write.classes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.processor.tree.ArgType;
import dev.tagtree.processor.tree.Group;
import dev.tagtree.processor.tree.JavaType;
import dev.tagtree.processor.tree.Leaf;
import dev.tagtree.processor.tree.Member.Declaration;
import dev.tagtree.processor.tree.Member.Naming;
import dev.tagtree.processor.tree.Param;
import dev.tagtree.processor.tree.Tree;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The names of parameters in generated code. */
class ParametersTest {
  private static final JavaType TEXT = new JavaType("java.lang", "String");
  private static final JavaType APP = new JavaType("com.example", "App");

  private static final Group ROOT =
      new Group(
          new Declaration(new Naming("", "", "", ""), List.of(), "", Optional.empty(), null),
          APP,
          false,
          true,
          List.of());

  private static final Tree TREE =
      new Tree(APP, new JavaType("com.example", "AppTags"), true, false, ROOT);

  /** {@return the names of the parameters of {@code byId} in {@code AppTags}} */
  private static List<String> names(String... declared) {
    List<Param> params =
        List.of(declared).stream()
            .map(name -> new Param(name, ArgType.STRING, TEXT, Optional.empty(), List.of(), false))
            .toList();
    Naming naming = new Naming("byId", "ById", "byId", "byId");
    Leaf leaf =
        new Leaf(new Declaration(naming, params, "", Optional.empty(), null), Optional.empty());
    Parameters parameters = new Parameters(GroupBody.root(TREE), leaf);
    return params.stream().map(parameters::name).toList();
  }

  @Test
  void theyKeepTheirNamesWhereThoseHideNothing() {
    List<String> declared = List.of("id", "in", "values", "Tag", "Todos", "in_", "größe", "€", "$");

    assertEquals(declared, names(declared.toArray(String[]::new)));
  }

  @Test
  void whatIsMentionedBesideThemStaysVisible() {
    assertEquals(
        List.of("java_", "ALL_", "PATH_", "KEY_", "parent_", "Objects_", "ById_", "AppTags_"),
        names("java", "ALL", "PATH", "KEY", "parent", "Objects", "ById", "AppTags"));
  }

  @Test
  void noTwoGetTheSameName() {
    assertEquals(List.of("ALL_", "ALL__", "ALL___"), names("ALL", "ALL_", "ALL__"));
    assertEquals(List.of("ALL_", "ALL__"), names("ALL_", "ALL"));
  }
}
