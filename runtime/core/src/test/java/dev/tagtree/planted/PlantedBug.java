// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mistake that somebody could make, planted in one source file of the core.
 *
 * @param name the mistake, in words
 * @param file its source, below {@code dev/tagtree} in the core
 * @param text what stands there, exactly once; how much white space there is does not count
 * @param replacement what the mistake makes of it
 * @param finders the suites that have to find it, each on its own
 */
record PlantedBug(String name, String file, String text, String replacement, List<Suite> finders) {

  static PlantedBug in(
      String file, String name, String text, String replacement, Suite... finders) {
    return new PlantedBug(name, file, text, replacement, List.of(finders));
  }

  /** {@return the source as it is, for the control} */
  static PlantedBug none(String file) {
    return new PlantedBug("nothing", file, "", "", List.of());
  }

  /** {@return the source with the bug in it} */
  String mutated() throws IOException {
    String source = Files.readString(source());
    if (text.isEmpty()) {
      return source;
    }
    List<MatchResult> places = pattern().matcher(source).results().toList();
    if (places.size() != 1) {
      throw new AssertionError(
          "%s has changed: this stands there %d times, not once, so plant '%s' anew:%n  %s"
              .formatted(file, places.size(), name, text));
    }
    MatchResult place = places.get(0);
    return source.substring(0, place.start()) + replacement + source.substring(place.end());
  }

  private Pattern pattern() {
    return Pattern.compile(
        Stream.of(text.split(" ")).map(Pattern::quote).collect(Collectors.joining("\\s+")));
  }

  /** {@return the binary name of the class that the file is named after} */
  String className() {
    return "dev.tagtree." + file.substring(0, file.length() - ".java".length()).replace('/', '.');
  }

  private Path source() {
    return Path.of(System.getProperty("basedir", ""))
        .toAbsolutePath()
        .resolveSibling("core/src/main/java/dev/tagtree")
        .resolve(file);
  }

  @Override
  public String toString() {
    return name;
  }
}
