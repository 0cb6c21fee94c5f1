// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.architecture;

import java.util.Comparator;
import java.util.List;

/**
 * A piece of code that is read as one: a file, a method, a function.
 *
 * @param place where it begins
 * @param lines how many it has
 */
record Piece(String place, int lines) {
  static final Comparator<Piece> SHORTEST_FIRST = Comparator.comparingInt(Piece::lines);

  /** {@return the one in the middle} */
  static int median(List<Piece> pieces) {
    return pieces.stream().sorted(SHORTEST_FIRST).skip(pieces.size() / 2).findFirst().get().lines;
  }

  /** {@return where the longest is, by the file's name alone, and how long it is} */
  static String longest(List<Piece> pieces) {
    Piece longest = pieces.stream().max(SHORTEST_FIRST).orElseThrow();
    String name = longest.place.substring(longest.place.lastIndexOf('/') + 1);
    return longest.lines + " " + name;
  }

  @Override
  public String toString() {
    return place + " has " + lines + " lines";
  }
}
