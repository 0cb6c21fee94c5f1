// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.planted;

import java.util.List;

/**
 * A statement that holds whatever clients, publishers and the network do.
 *
 * @param number counted from 1
 * @param text what holds
 * @param proofs the tests that show it, {@code package.Class#method} below {@code dev.tagtree}
 */
record Invariant(int number, String text, List<String> proofs) {
  @Override
  public String toString() {
    return number + ": " + text;
  }
}
