// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.processor.tree.Member.Declaration;
import dev.tagtree.processor.tree.Member.Deprecation;
import dev.tagtree.processor.tree.Member.Naming;
import dev.tagtree.processor.tree.Param.Component;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fingerprint of a random tree changes iff its wire contract does, as told by a plain model.
 */
class FingerprintTest {
  private static final int PAIRS = 2_000;
  private static final JavaType APP = new JavaType("com.example", "App");

  /** A part of a leaf's tag, on which clients and servers must agree. */
  private record Segment(String name, List<Value> values) {}

  private record Value(ArgType type, boolean scope, Set<String> constants) {}

  private Random random;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void changesIffTheWireContractDoes(long seed) {
    random = new Random(seed);
    int same = 0;
    for (int i = 0; i < PAIRS; i++) {
      Group before = group("", 0);
      Group after = changed(before);
      boolean equal = wire(before).equals(wire(after));
      assertEquals(
          equal, fingerprint(before).equals(fingerprint(after)), () -> before + "\n" + after);
      same += equal ? 1 : 0;
    }
    assertTrue(same > PAIRS / 10 && same < PAIRS - PAIRS / 10, "both happen: " + same);
  }

  private static String fingerprint(Group root) {
    return new Tree(APP, new JavaType("com.example", "AppTags"), true, false, root).fingerprint();
  }

  private static Set<List<Segment>> wire(Group group) {
    Set<List<Segment>> leaves = new HashSet<>();
    for (Member member : group.members()) {
      Segment segment =
          new Segment(
              member.wireName(),
              member.params().stream()
                  .map(p -> new Value(p.type(), p.scope(), Set.copyOf(p.constants())))
                  .toList());
      if (member instanceof Group nested) {
        for (List<Segment> below : wire(nested)) {
          List<Segment> path = new ArrayList<>(List.of(segment));
          path.addAll(below);
          leaves.add(path);
        }
      } else {
        leaves.add(List.of(segment));
      }
    }
    return leaves;
  }

  /** {@return a tree with the same members but for a few, each changed in one respect} */
  private Group changed(Group group) {
    List<Member> members = new ArrayList<>();
    for (Member member : group.members()) {
      switch (random.nextInt(20)) {
        case 0 -> members.add(renamed(member, "java" + random.nextInt(9), member.wireName()));
        case 1 -> members.add(renamed(member, member.method(), "n" + random.nextInt(9)));
        case 2 -> members.add(with(member, params()));
        case 3 -> members.add(with(member, member.params().stream().map(this::changed).toList()));
        case 4 -> {}
        default -> members.add(member instanceof Group nested ? changed(nested) : member);
      }
    }
    Collections.shuffle(members, random);
    return group.with(distinct(members));
  }

  private Param changed(Param param) {
    List<String> constants = new ArrayList<>(param.constants());
    Collections.shuffle(constants, random);
    if (random.nextInt(4) == 0 && !constants.isEmpty()) {
      constants.remove(0);
    }
    return new Param(
        "other",
        param.type(),
        new JavaType("other", "Type"),
        Optional.of(new Component("component", APP, random.nextBoolean())),
        constants,
        random.nextInt(4) == 0 ^ param.scope());
  }

  private List<Member> members(int depth) {
    List<Member> members = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String name = "n" + random.nextInt(9);
      members.add(
          depth < 2 && random.nextInt(3) == 0 ? group(name, depth + 1) : leaf(name, params()));
    }
    return distinct(members);
  }

  private static List<Member> distinct(List<Member> members) {
    Set<String> names = new HashSet<>();
    return members.stream().filter(member -> names.add(member.wireName())).toList();
  }

  private Group group(String name, int depth) {
    List<Param> params = depth == 0 ? List.of() : params();
    return group(name, name, params, members(depth));
  }

  private static Group group(String method, String name, List<Param> params, List<Member> members) {
    return new Group(declaration(method, name, params), APP, true, false, members);
  }

  private static Leaf leaf(String name, List<Param> params) {
    return new Leaf(declaration(name, name, params), Optional.empty());
  }

  private static Declaration declaration(String method, String name, List<Param> params) {
    return new Declaration(
        new Naming(method, method, name, name), params, "", Optional.empty(), null);
  }

  private static Member renamed(Member member, String method, String name) {
    return member instanceof Group group
        ? group(method, name, group.params(), group.members())
        : new Leaf(
            new Declaration(
                new Naming(method, method, name, name),
                member.params(),
                "doc",
                Optional.of(new Deprecation("", true, "")),
                null),
            Optional.of(List.of("key")));
  }

  private static Member with(Member member, List<Param> params) {
    return member instanceof Group group
        ? group(group.method(), group.wireName(), params, group.members())
        : leaf(member.wireName(), params);
  }

  private List<Param> params() {
    List<Param> params = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      ArgType type = ArgType.values()[random.nextInt(ArgType.values().length)];
      List<String> constants =
          type == ArgType.ENUM ? List.of("A", "B", "AB").subList(0, random.nextInt(4)) : List.of();
      params.add(
          new Param("p" + i, type, APP, Optional.empty(), constants, random.nextInt(5) == 0));
    }
    return params;
  }
}
