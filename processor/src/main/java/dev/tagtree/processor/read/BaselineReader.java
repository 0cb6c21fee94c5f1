// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read;

import dev.tagtree.processor.tree.Problem;
import dev.tagtree.processor.tree.Problems;
import dev.tagtree.processor.tree.Schema;
import dev.tagtree.processor.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The place where the schemas of the last release are: a file, or a folder with one for each. */
public final class BaselineReader {
  private final String place;

  /** Creates a reader of a place, as the user gave it. */
  public BaselineReader(String place) {
    this.place = place;
  }

  /**
   * What a tree was when it was released.
   *
   * @param schema what its clients know
   * @param file where that is said
   */
  public record Released(Schema schema, Path file) {}

  /**
   * {@return what a tree was; empty if it is new, or if what it was cannot be read, as reported}
   */
  public Optional<Released> read(Tree tree, Problems problems) {
    try {
      Path file = file(tree.name());
      if (!Files.exists(file) && Files.isDirectory(file.getParent())) {
        return Optional.empty(); // not released yet
      }
      return SchemaReader.read(file, tree.name()).map(schema -> new Released(schema, file));
    } catch (IOException unreadable) {
      String why = String.valueOf(unreadable.getMessage());
      problems.report(Problem.UNREADABLE_BASELINE, tree.root().origin(), place, why);
      return Optional.empty();
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
