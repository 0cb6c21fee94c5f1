// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.check.baseline;

import dev.tagtree.processor.check.baseline.Schema.Shape;
import dev.tagtree.processor.tree.Names;
import dev.tagtree.processor.tree.Origin;
import dev.tagtree.processor.tree.Problem;
import dev.tagtree.processor.tree.Problems;
import dev.tagtree.processor.tree.Tree;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The comparison of a tree with its last release, so that a change that old clients would not
 * follow is a decision and not an accident. What was added is no such change.
 */
final class Comparison {
  private final Map<String, Shape> before;
  private final Map<String, Shape> now;
  private final Map<String, Origin> origins;
  private final Path file;
  private final Problems problems;

  private Comparison(Tree tree, Schema released, Path file, Problems problems) {
    this.before = released.shapes();
    this.now = Schema.of(tree).shapes();
    this.origins = new HashMap<>(Map.of("", tree.root().origin()));
    this.file = file;
    this.problems = problems;
    tree.root().forEachMember(member -> origins.put(member.path(), member.origin()));
  }

  /**
   * Reports what a tree lacks of its last release.
   *
   * @param file where that is said, for the messages
   */
  static void report(Tree tree, Schema released, Path file, Problems problems) {
    Comparison comparison = new Comparison(tree, released, file, problems);
    released.shapes().forEach(comparison::compare);
  }

  private void compare(String path, Shape shape) {
    Shape current = now.get(path);
    if (current != null && !shape.allows(current)) {
      problems.report(Problem.CHANGED_SHAPE, origin(path), path, shape, current, file);
    } else if (current == null && origins.containsKey(above(path))) {
      reportRemoved(path, renamed(path, shape));
    }
  }

  private void reportRemoved(String path, Optional<String> renamed) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    Origin at = origin(renamed.orElse(above(path)));
    String advice =
        renamed
            .map(other -> "If it is '" + other + "' now, put @Name(\"" + name + "\") there, else ")
            .orElse("If it has another name now, put @Name(\"" + name + "\") there, else ");
    problems.report(Problem.REMOVED_PATH, at, path, advice, file);
  }

  private Origin origin(String path) {
    return Objects.requireNonNull(origins.get(path), path);
  }

  /** {@return the one new path beside a removed one that has its shape} */
  private Optional<String> renamed(String path, Shape shape) {
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

  private static String above(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }
}
