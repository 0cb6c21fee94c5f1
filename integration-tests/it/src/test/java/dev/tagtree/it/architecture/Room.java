// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.architecture;

import dev.tagtree.it.docs.Document;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A row of the table of rooms: one module, as its page says it is.
 *
 * @param folder where it is, from the root
 * @param artifact its artifact's name
 * @param below the package that all its classes are in or below
 * @param needs the artifacts that whoever uses it gets as well
 */
record Room(String folder, String artifact, String below, TreeSet<String> needs) {
  /** The classes of the processor, which is beside the rooms. */
  static final Path PROCESSOR = Document.ROOT.resolve("processor/target/classes");

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  static List<Room> all() {
    return Document.read("runtime/README.md")
        .table("room | artifact | its classes | what it is | needs")
        .stream()
        .map(Room::of)
        .toList();
  }

  private static Room of(List<String> row) {
    String name = row.get(0).replaceAll("\\[(\\w+)].*", "$1");
    String artifact = codes(row.get(1)).get(0);
    String below = codes(row.get(2)).get(0);
    return new Room("runtime/" + name, artifact, below, new TreeSet<>(codes(row.get(4))));
  }

  /** {@return what a cell has in backticks} */
  static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map((MatchResult code) -> code.group(1)).toList();
  }

  /** {@return the folder of its compiled classes} */
  Path classes() {
    return Document.ROOT.resolve(folder).resolve("target/classes");
  }

  @Override
  public String toString() {
    return artifact;
  }
}
