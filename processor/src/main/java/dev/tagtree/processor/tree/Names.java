// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.tree;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules about names: in Java, in the browser and on the wire. */
public final class Names {
  private static final Pattern WIRE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  /** Names that expressions of generated groups mention, and constants would hide. */
  private static final Set<String> MENTIONED_BY_GROUPS = Set.of("ALL", "Objects", "java");

  /** The packages, by their first names, that are written out where a name of theirs is taken. */
  private static final Set<String> PACKAGES = Set.of("java", "javax", "dev");

  private static final Pattern JAVASCRIPT_NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{Nd}_$]*");

  /** Words that cannot be the name of a variable in a module. */
  private static final Set<String> JAVASCRIPT_WORDS =
      Set.of(
          ("arguments await break case catch class const continue debugger default delete do else"
                  + " encodeURIComponent enum eval export extends false finally for function if"
                  + " implements import in instanceof interface let new null package private"
                  + " protected public return static super switch this throw true try typeof var"
                  + " void while with yield")
              .split(" "));

  /** The names of the constants that every generated module begins with. */
  static final Set<String> OF_EVERY_MODULE =
      Set.of(
          "any call constant date encode group integer say tag text truth uuid wrong".split(" "));

  /** Methods without parameters of every object: an accessor cannot have their names. */
  private static final Set<String> OF_OBJECT =
      Set.of(
          "hashCode", "toString", "getClass", "notify", "notifyAll", "wait", "clone", "finalize");

  private Names() {}

  /** {@return whether text can be sent as the name of a member} */
  public static boolean isWireName(String name) {
    return WIRE_NAME.matcher(name).matches();
  }

  /** {@return whether JavaScript can have a variable of that name; Java also allows signs} */
  public static boolean isJavaScriptName(String name) {
    return JAVASCRIPT_NAME.matcher(name).matches() && !JAVASCRIPT_WORDS.contains(name);
  }

  /** {@return whether a generated module cannot export a tree by that name} */
  public static boolean isTakenInBrowser(String name) {
    return !isJavaScriptName(name) || OF_EVERY_MODULE.contains(name);
  }

  /** {@return the name of a parameter in JavaScript, if that can have it at all} */
  public static String inJavaScript(String name) {
    return JAVASCRIPT_WORDS.contains(name) ? name + "_" : name;
  }

  /** {@return whether a constant of that name would hide what generated groups mention} */
  public static boolean isMentionedByGroups(String name) {
    return MENTIONED_BY_GROUPS.contains(name);
  }

  /** {@return whether a class of that name would hide a package from a class of {@code home}} */
  public static boolean hidesPackage(String name, String home) {
    boolean isOwn = !name.equals(capitalise(name)) && (home + ".").startsWith(name + ".");
    return isOwn || PACKAGES.contains(name);
  }

  /** {@return whether every Java object has a method of that name, without parameters} */
  public static boolean isOfObject(String name) {
    return OF_OBJECT.contains(name);
  }

  /** {@return the class of a member: its first letter in upper case, whatever the locale} */
  public static String capitalise(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** {@return a name with its first letter in lower case, whatever the locale} */
  public static String decapitalise(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /** {@return the name that is meant by one with a letter in three wrong; null if none is near} */
  public static @Nullable String near(String name, Iterable<String> known) {
    String nearest = null;
    int distance = Math.max(1, name.length() / 3) + 1;
    for (String candidate : known) {
      int d = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (d < distance) {
        nearest = candidate;
        distance = d;
      }
    }
    return nearest;
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
