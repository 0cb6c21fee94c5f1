// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import dev.tagtree.it.scale.ApiDescription.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses Java types for the parameters of an API, and declares those that Java does not have. */
final class ParamTypes {
  /** Ids in paths that occur so often deserve a type of their own. */
  private static final int OFTEN = 9;

  private static final Set<String> SCOPES =
      Set.of("owner", "org", "enterprise", "namespace", "account");

  private final Map<String, Long> inPaths;

  /** By their constants. */
  private final Map<List<String>, String> enums = new LinkedHashMap<>();

  /** By the parameter's name and the component. */
  private final Map<List<String>, String> records = new LinkedHashMap<>();

  ParamTypes(ApiDescription api) {
    inPaths =
        api.operations().stream()
            .flatMap(operation -> operation.inputs().stream())
            .filter(Input::inPath)
            .collect(Collectors.groupingBy(Input::name, Collectors.counting()));
  }

  Param param(Input input, Set<String> taken) {
    String name = Names.free(Names.legal(input.name()), taken);
    boolean scope = input.inPath() && SCOPES.contains(input.name());
    Kind kind = kind(input);
    if (kind == Kind.CONSTANT) {
      List<String> constants = constants(input);
      String type =
          enums.computeIfAbsent(
              constants, c -> unused(Names.capitalise(Names.camel(input.name())) + "Option"));
      return new Param(name, kind, type, false, constants, scope);
    }
    boolean isId = kind == Kind.LONG || kind == Kind.TEXT && !scope;
    if (input.inPath() && isId && inPaths.get(input.name()) >= OFTEN) {
      String component = kind.javaType() + " value";
      String type =
          records.computeIfAbsent(
              List.of(input.name(), component),
              key -> unused(Names.capitalise(Names.camel(input.name())) + "Value"));
      return new Param(name, kind, type, true, List.of(), scope);
    }
    return new Param(name, kind, kind.javaType(), false, List.of(), scope);
  }

  /** {@return the sources of the types, by their names} */
  Map<String, String> declarations() {
    Map<String, String> all = new LinkedHashMap<>();
    records.forEach(
        (key, type) -> all.put(type, "public record " + type + "(" + key.get(1) + ") {}\n"));
    enums.forEach(
        (constants, type) ->
            all.put(type, "public enum " + type + " { " + String.join(", ", constants) + " }\n"));
    return all;
  }

  private String unused(String wanted) {
    Set<String> taken = new LinkedHashSet<>(enums.values());
    taken.addAll(records.values());
    return Names.free(wanted, taken);
  }

  /** As a careful author would choose; what has no Java type is text that the caller formats. */
  private static Kind kind(Input input) {
    if (!input.constants().isEmpty()) {
      return Kind.CONSTANT;
    }
    return switch (input.type()) {
      case "boolean" -> Kind.BOOLEAN;
      case "integer/int64", "integer/unix-time" -> Kind.LONG;
      case "integer" ->
          switch (input.name()) {
            case "per_page" -> Kind.BYTE; // at most 100
            case "limit", "timeoutSeconds" -> Kind.SHORT;
            case "created", "gracePeriodSeconds" -> Kind.BIG_INTEGER;
            default -> input.name().endsWith("_id") ? Kind.LONG : Kind.INTEGER;
          };
      case "string/date" -> Kind.DATE;
      case "string" -> input.name().equals("task_id") ? Kind.UUID : Kind.TEXT;
      default -> Kind.TEXT;
    };
  }

  private static List<String> constants(Input input) {
    List<String> names = new ArrayList<>();
    for (String constant : input.constants()) {
      names.add(Names.free(Names.legal(constant), Set.copyOf(names)));
    }
    return List.copyOf(names);
  }
}
