// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.kit;

/**
 * The end of a process.
 *
 * @param output all that it has said, on either stream
 */
public record Ended(int exitCode, String output) {
  /** {@return what it has said, after it was seen that it succeeded} */
  public String succeeded() {
    return check(exitCode == 0);
  }

  /** {@return what it has said, after it was seen that it failed} */
  public String failed() {
    return check(exitCode != 0);
  }

  private String check(boolean expected) {
    if (!expected) {
      throw new AssertionError("it ended with " + exitCode + ":\n" + output);
    }
    return output;
  }
}
