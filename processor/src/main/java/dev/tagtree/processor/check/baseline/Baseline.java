// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.check.baseline;

import dev.tagtree.processor.tree.Problem;
import dev.tagtree.processor.tree.Problems;
import dev.tagtree.processor.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The last release of trees: a file with the schema of one, or a folder with a file for each. */
public final class Baseline {
  private final String place;

  /** Creates the one that is at a place, as the user gave it. */
  public Baseline(String place) {
    this.place = place;
  }

  /** Reports what a tree lacks of its last release, or why that cannot be read. */
  public void check(Tree tree, Problems problems) {
    try {
      Path file = file(tree.name());
      Path folder = file.getParent();
      if (folder != null && !Files.exists(file) && Files.isDirectory(folder)) {
        return; // not released yet
      }
      SchemaReader.read(file, tree.name())
          .ifPresent(released -> Comparison.report(tree, released, file, problems));
    } catch (IOException unreadable) {
      String why = String.valueOf(unreadable.getMessage());
      problems.report(Problem.UNREADABLE_BASELINE, tree.root().origin(), place, why);
    }
  }

  private Path file(String tree) throws IOException {
    try {
      Path given = Path.of(place).toAbsolutePath();
      if (!Files.exists(given)) {
        throw new IOException("there is no such file or folder");
      }
      return Files.isDirectory(given) ? given.resolve(tree + ".json") : given;
    } catch (InvalidPathException invalid) {
      throw new IOException(invalid.getMessage(), invalid);
    }
  }
}
