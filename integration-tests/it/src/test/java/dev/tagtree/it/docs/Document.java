// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document of the project. */
public record Document(String text) {
  public static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

  /** {@return the document with this path from the root} */
  public static Document read(String file) {
    try {
      return new Document(Files.readString(ROOT.resolve(file)));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** {@return the code in a language, which is empty for commands} */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /**
   * {@return the rows of the table that begins with such a heading, in cells without white space}
   */
  public List<List<String>> table(String heading) {
    List<String> lines = text.lines().toList();
    int start = lines.indexOf("| " + heading + " |");
    if (start < 0) {
      throw new AssertionError("no table '" + heading + "'");
    }
    return lines.stream()
        .skip(start + 2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Stream.of(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }
}
