// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.compilers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/** The sources of the tests: where they are, and what their files are called. */
public final class Sources {
  /** The folder of all fixtures. */
  public static final Path RESOURCES = Path.of("src", "test", "resources");

  private static final String KIND = "(?:sealed )?(?:@?interface|record|class|enum) (\\w+)";

  /** A tree that is no nested type. */
  private static final Pattern TREE =
      Pattern.compile(
          "(?Um)(?:^|; )@TagTree(?:\\(.*\\))?(?: // .*)?\\s+(?:@.*\\s+)?(?:public )?" + KIND);

  private static final Pattern FIRST =
      Pattern.compile("(?Um)^(?:@\\w+(?:\\([^)]*\\))? ?)*(?:public |final )*" + KIND);

  private static final Pattern PACKAGE = Pattern.compile("(?Um)^package ([\\w.]+);");

  private Sources() {}

  /** {@return the file of a source: in the package it says, named after its first tree or type} */
  static String path(String text) {
    Matcher type = TREE.matcher(text);
    if (!type.find()) {
      type = FIRST.matcher(text);
      assertTrue(type.find(), text);
    }
    Matcher named = PACKAGE.matcher(text);
    String folder = named.find() ? named.group(1).replace('.', '/') + "/" : "";
    return folder + type.group(1) + ".java";
  }

  /** {@return sources as what javac reads from memory} */
  public static List<JavaFileObject> of(String... texts) {
    return Arrays.stream(texts)
        .map(text -> JavaFileObjects.forSourceString(path(text).replaceAll("[.]java$", ""), text))
        .toList();
  }

  /** {@return the files of a folder of fixtures, in their order} */
  public static List<Path> list(String folder) {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** {@return the text of a file} */
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
