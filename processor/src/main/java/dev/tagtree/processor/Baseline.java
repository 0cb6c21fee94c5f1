// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;

/**
 * Compares a tree with the schema of its last release, so that a change that old clients would not
 * follow is a decision and not an accident. What was added is no such change.
 */
final class Baseline {
  /** The processor's option: a schema file, or a folder with one for each tree. */
  static final String OPTION = "tagtree.baseline";

  /** A schema of 10,000 leaves has 3 MB; a larger file is none, and is refused. */
  private static final long MAX_BYTES = 64L << 20;

  private final String place;
  private final Problems problems;

  Baseline(String place, Problems problems) {
    this.place = place;
    this.problems = problems;
  }

  /** Reports what the tree lacks of its baseline; a tree without one is new. */
  void check(Tree tree) {
    Path file = Path.of("");
    Map<String, Shape> before;
    try {
      file = file(tree);
      if (!Files.exists(file) && Files.isDirectory(file.getParent())) {
        return; // not released yet
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("it has more than " + MAX_BYTES + " bytes");
      }
      Map<?, ?> schema = (Map<?, ?>) JsonReader.read(Files.readString(file));
      if (!tree.name().equals(schema.get("name"))) {
        return; // the one file that was given is another tree's
      }
      before = shapes(schema);
    } catch (IOException | IllegalArgumentException | ClassCastException unreadable) {
      String why = unreadable instanceof ClassCastException ? "it is no schema" : why(unreadable);
      problems.report(Problem.UNREADABLE_BASELINE, tree.root().origin(), place, why);
      return;
    }
    Map<String, Shape> now = shapes((Map<?, ?>) JsonReader.read(SchemaWriter.write(tree)));
    Map<String, Element> origins = new HashMap<>(Map.of("", tree.root().origin()));
    tree.root().forEachMember(member -> origins.put(member.path(), member.origin()));
    for (Map.Entry<String, Shape> released : before.entrySet()) {
      String path = released.getKey();
      Shape current = now.get(path);
      if (current != null && !released.getValue().allows(current)) {
        problems.report(
            Problem.CHANGED_SHAPE, origins.get(path), path, released.getValue(), current, file);
      } else if (current == null && origins.containsKey(above(path))) {
        removed(path, renamed(path, released.getValue(), before, now), origins, file);
      }
    }
  }

  private void removed(
      String path, Optional<String> renamed, Map<String, Element> origins, Path file) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    Element at = origins.get(renamed.orElse(above(path)));
    String advice =
        renamed
            .map(now -> "If it is '" + now + "' now, put @Name(\"" + name + "\") there, else ")
            .orElse("If it has another name now, put @Name(\"" + name + "\") there, else ");
    problems.report(Problem.REMOVED_PATH, at, path, advice, file);
  }

  /** {@return the one new path beside a removed one that has its shape} */
  private static Optional<String> renamed(
      String path, Shape shape, Map<String, Shape> before, Map<String, Shape> now) {
    List<String> candidates =
        now.entrySet().stream()
            .filter(entry -> !before.containsKey(entry.getKey()))
            .filter(entry -> above(entry.getKey()).equals(above(path)))
            .filter(entry -> shape.allows(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    return candidates.size() == 1
        ? Optional.of(candidates.get(0))
        : Optional.ofNullable(Names.near(path, candidates));
  }

  private Path file(Tree tree) throws IOException {
    try {
      Path given = Path.of(place).toAbsolutePath();
      if (!Files.exists(given)) {
        throw new IOException("there is no such file or folder");
      }
      return Files.isDirectory(given) ? given.resolve(tree.name() + ".json") : given;
    } catch (InvalidPathException invalid) {
      throw new IOException(invalid.getMessage(), invalid);
    }
  }

  private static String why(Exception unreadable) {
    return String.valueOf(unreadable.getMessage());
  }

  private static String above(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /** {@return what a schema says of each path, in its order} */
  private static Map<String, Shape> shapes(Map<?, ?> schema) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    collect(schema, shapes);
    return shapes;
  }

  private static void collect(Map<?, ?> group, Map<String, Shape> shapes) {
    for (Object each : list(group.get("members"))) {
      Map<?, ?> member = (Map<?, ?>) each;
      List<ParamShape> params =
          list(member.get("parameters")).stream()
              .map(param -> ParamShape.of((Map<?, ?>) param))
              .toList();
      String path = (String) Objects.requireNonNullElse(member.get("path"), "");
      shapes.put(path, new Shape("leaf".equals(member.get("kind")), params));
      collect(member, shapes);
    }
  }

  private static List<?> list(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  /** What clients rely on in one path. */
  private record Shape(boolean isLeaf, List<ParamShape> params) {
    boolean allows(Shape now) {
      boolean same = isLeaf == now.isLeaf && params.size() == now.params.size();
      for (int i = 0; same && i < params.size(); i++) {
        same = params.get(i).allows(now.params.get(i));
      }
      return same;
    }

    @Override
    public String toString() {
      String types = params.stream().map(ParamShape::toString).collect(Collectors.joining(", "));
      String kind = isLeaf ? "a tag" : "a group";
      return params.isEmpty() ? kind : kind + " of (" + types + ")";
    }
  }

  /** What clients rely on in one parameter; its name is not sent. */
  private record ParamShape(String type, boolean scope, Set<?> constants) {
    static ParamShape of(Map<?, ?> param) {
      return new ParamShape(
          String.valueOf(param.get("type")),
          Boolean.TRUE.equals(param.get("scope")),
          new LinkedHashSet<>(list(param.get("constants"))));
    }

    boolean allows(ParamShape now) {
      return type.equals(now.type) && scope == now.scope && now.constants.containsAll(constants);
    }

    @Override
    public String toString() {
      return (scope ? "@Scope " : "") + type + (constants.isEmpty() ? "" : " " + constants);
    }
  }
}
