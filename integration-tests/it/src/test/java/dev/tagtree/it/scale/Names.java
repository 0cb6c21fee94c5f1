// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.scale;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** Makes names for Java of whatever an API calls its parts. */
final class Names {
  private static final Pattern WORD = Pattern.compile("[^A-Za-z0-9]+([A-Za-z0-9])");

  /** Methods without parameters that each object has. */
  private static final Set<String> OF_OBJECT =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private Names() {}

  /** {@return the name with other characters than letters and digits as underscores} */
  static String wire(String name) {
    String word = name.replaceAll("[^A-Za-z0-9]", "_").replaceFirst("^_+", "");
    return word.isEmpty() || Character.isDigit(word.charAt(0)) ? "n" + word : word;
  }

  /** {@return the name of a parameter or a constant} */
  static String legal(String name) {
    String word = name.replaceAll("[^A-Za-z0-9_]", "_");
    String started = Character.isDigit(word.charAt(0)) ? "_" + word : word;
    return isAllowed(started) ? started : started + "_";
  }

  /** {@return whether a method without parameters can have the name} */
  static boolean isAllowed(String name) {
    return SourceVersion.isName(name) && !OF_OBJECT.contains(name) && !name.equals("_");
  }

  static String camel(String name) {
    return WORD.matcher(wire(name)).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
  }

  static String capitalise(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  static String decapitalise(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /** {@return the name, with a number if it is taken} */
  static String free(String name, Set<String> taken) {
    String free = name;
    for (int i = 2; taken.contains(free); i++) {
      free = name + i;
    }
    return free;
  }
}
