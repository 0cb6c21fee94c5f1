// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import dev.tagtree.it.scale.ApiDescription.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A group of a tree that is declared from a description; it grows while that is read. */
final class Group implements Member {
  /** Simple names that the declaration itself uses. */
  private static final Set<String> USED =
      Set.of(
          "BigInteger",
          "Deprecated",
          "Key",
          "LocalDate",
          "Name",
          "Scope",
          "String",
          "Tag",
          "TagTree",
          "UUID");

  private final List<Group> around;
  private final String method;
  private final String wireName;
  private final List<Param> params;
  private final boolean byMethod;
  private final List<Group> groups = new ArrayList<>();
  private final List<Leaf> leaves = new ArrayList<>();
  private final Set<String> wireNames = new HashSet<>();
  private final Set<String> methods = new HashSet<>();
  private final Set<String> classes = new HashSet<>();

  private Group(
      List<Group> around, String method, String wireName, List<Param> params, boolean byMethod) {
    this.around = around;
    this.method = method;
    this.wireName = wireName;
    this.params = params;
    this.byMethod = byMethod;
  }

  /** {@return the root of a tree, by the name of its interface} */
  static Group root(String name) {
    return new Group(List.of(), name, "", List.of(), false);
  }

  Group group(String wanted, List<Param> own) {
    String wire = freeWireName(wanted);
    String bare = Names.decapitalise(Names.capitalise(wire));
    String name = method(bare, USED);
    Group group = new Group(chain(), name, wire, own, !own.isEmpty() || !name.equals(bare));
    groups.add(group);
    return group;
  }

  void leaf(String wanted, List<Param> own, List<String> key, Operation operation) {
    String wire = freeWireName(wanted);
    leaves.add(new Leaf(this, method(wire, Set.of()), wire, own, key, operation));
  }

  private String freeWireName(String wanted) {
    String wire = Names.free(wanted, wireNames);
    wireNames.add(wire);
    return wire;
  }

  /** Takes a name that Java and case-insensitive file systems allow here. */
  private String method(String wanted, Set<String> used) {
    Set<String> outer = new HashSet<>(used);
    String tree = chain().get(0).method;
    outer.add(tree);
    outer.add(tree + "Tags");
    chain().stream().skip(1).map(Group::className).forEach(outer::add);
    String name = wanted;
    while (!Names.isAllowed(name)
        || methods.contains(name)
        || classes.contains(Names.capitalise(name).toLowerCase(Locale.ROOT))
        || outer.contains(Names.capitalise(name))) {
      name += "_";
    }
    methods.add(name);
    classes.add(Names.capitalise(name).toLowerCase(Locale.ROOT));
    return name;
  }

  /** {@return this one, after all those around it, the root first} */
  List<Group> chain() {
    return Stream.concat(around.stream(), Stream.of(this)).toList();
  }

  List<Group> groups() {
    return groups;
  }

  List<Leaf> leaves() {
    return leaves;
  }

  boolean isRoot() {
    return around.isEmpty();
  }

  /** {@return whether a method gives it, rather than the bare interface} */
  boolean byMethod() {
    return byMethod;
  }

  @Override
  public List<Group> around() {
    return around;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  @Override
  public List<Param> params() {
    return params;
  }

  /** {@return all groups below it, and it, each before those below} */
  List<Group> withAllBelow() {
    List<Group> all = new ArrayList<>();
    visit(all::add);
    return all;
  }

  private void visit(Consumer<Group> visitor) {
    visitor.accept(this);
    groups.forEach(group -> group.visit(visitor));
  }

  /** {@return all leaves below it} */
  List<Leaf> allLeaves() {
    return withAllBelow().stream().flatMap(group -> group.leaves.stream()).toList();
  }
}
