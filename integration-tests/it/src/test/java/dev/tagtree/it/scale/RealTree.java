// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import dev.tagtree.it.scale.ApiDescription.Input;
import dev.tagtree.it.scale.ApiDescription.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A tree with a leaf for each operation of an API, laid out as its users would expect.
 *
 * @param packageName where it is declared
 * @param operations how many the API has
 * @param leftOut how many parameters are more than one tag can have
 */
record RealTree(String packageName, Group root, ParamTypes types, int operations, int leftOut) {
  private static final Pattern VERB = Pattern.compile("^[a-z]+");
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final int MAX_VALUES = 16;

  /** Parameters in paths that make a group of their own, and what the group is called. */
  private static final List<Map.Entry<List<String>, String>> OWNERS =
      List.of(
          Map.entry(List.of("owner", "repo"), "repo"),
          Map.entry(List.of("org"), "org"),
          Map.entry(List.of("enterprise"), "enterprise"),
          Map.entry(List.of("username"), "user"));

  /** Grouped by category, as its ids are, and by who owns a thing. */
  static RealTree gitHub() throws IOException {
    Grower grower = new Grower("github", "GitHub");
    for (Operation operation : grower.api.operations()) {
      String[] id = operation.id().split("/");
      Group group = grower.group(grower.root, Names.camel(id[0]), List.of());
      for (Map.Entry<List<String>, String> owner : OWNERS) {
        if (names(operation.path()).containsAll(owner.getKey())) {
          group = grower.group(group, owner.getValue(), owner.getKey());
          break;
        }
      }
      grower.leaf(group, Names.camel(id[1]), operation);
    }
    return grower.tree();
  }

  /** Grouped by path; a leaf has the name that the operation has, with its capitals. */
  static RealTree stripe() throws IOException {
    return byPath("stripe", "Stripe", operation -> Names.wire(operation.id()));
  }

  /** Grouped by path; a leaf is a verb. */
  static RealTree kubernetes() throws IOException {
    return byPath(
        "kubernetes",
        "Kubernetes",
        operation -> VERB.matcher(operation.id()).results().findFirst().orElseThrow().group());
  }

  private static RealTree byPath(String file, String name, Function<Operation, String> leaf)
      throws IOException {
    Grower grower = new Grower(file, name);
    for (Operation operation : grower.api.operations()) {
      Group group = grower.root;
      String[] segments = operation.path().replaceFirst("^/", "").split("/");
      for (int i = 0; i < segments.length; ) {
        String literal = segments[i++];
        List<String> values = new ArrayList<>();
        while (i < segments.length && VARIABLE.matcher(segments[i]).find()) {
          values.addAll(names(segments[i++]));
        }
        group = grower.group(group, Names.wire(literal), values);
      }
      grower.leaf(group, leaf.apply(operation), operation);
    }
    return grower.tree();
  }

  private static List<String> names(String path) {
    return VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
  }

  /** Reads one operation after another into a tree. */
  private static final class Grower {
    private final ApiDescription api;
    private final Group root;
    private final ParamTypes types;
    private final String packageName;
    private final Map<List<Object>, Group> groups = new HashMap<>();
    private final Set<List<Object>> names = new HashSet<>();

    /** What each group is called for in paths. */
    private final Map<Group, List<String>> variables = new HashMap<>();

    private int leaves;
    private int leftOut;

    Grower(String file, String name) throws IOException {
      api = ApiDescription.read(file);
      root = Group.root(name);
      types = new ParamTypes(api);
      packageName = "com.example." + file;
    }

    /** One of the same name with other parameters is called after them too. */
    Group group(Group parent, String name, List<String> own) {
      Group known = groups.get(List.of(parent, name, own));
      if (known != null) {
        return known;
      }
      boolean first = names.add(List.of(parent, name));
      String by = "By" + Names.capitalise(Names.camel(String.join("_", own)));
      Group group = parent.group(first ? name : name + by, params(inputs(own)));
      groups.put(List.of(parent, name, own), group);
      variables.put(group, own);
      return group;
    }

    private List<Input> inputs(List<String> names) {
      return names.stream()
          .map(
              name ->
                  api.operations().stream()
                      .flatMap(operation -> operation.inputs().stream())
                      .filter(input -> input.inPath() && input.name().equals(name))
                      .findFirst()
                      .orElse(new Input(true, name, "string", List.of())))
          .toList();
    }

    void leaf(Group group, String name, Operation operation) {
      Set<String> above = new HashSet<>();
      group.chain().forEach(around -> above.addAll(variables.getOrDefault(around, List.of())));
      List<Param> params =
          params(
              operation.inputs().stream()
                  .filter(input -> !input.inPath() || !above.contains(input.name()))
                  .toList());
      int values = above.size() + params.size();
      List<Param> fitting =
          values > MAX_VALUES ? params.subList(0, MAX_VALUES - above.size()) : params;
      leftOut += params.size() - fitting.size();
      group.leaf(name, fitting, key(operation, fitting), operation);
    }

    /** Some front ends have query keys already. */
    private List<String> key(Operation operation, List<Param> params) {
      if (++leaves % 10 != 0) {
        return List.of();
      }
      List<String> key = new ArrayList<>(List.of(operation.id()));
      params.forEach(param -> key.add("{" + param.name() + "}"));
      return List.copyOf(key);
    }

    private List<Param> params(List<Input> inputs) {
      Set<String> taken = new HashSet<>();
      List<Param> params = new ArrayList<>();
      for (Input input : inputs) {
        Param param = types.param(input, taken);
        taken.add(param.name());
        params.add(param);
      }
      return List.copyOf(params);
    }

    RealTree tree() {
      return new RealTree(packageName, root, types, api.operations().size(), leftOut);
    }
  }
}
