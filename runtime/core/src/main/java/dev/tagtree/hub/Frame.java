// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An event as a stream carries it, and where in it its JSON is.
 *
 * @param bytes id, name and data; nobody changes them
 * @param start where the members of its data begin, behind the brace
 * @param length how many bytes the members have
 */
record Frame(byte[] bytes, int start, int length) {
  /** What is not written. */
  static final Frame NONE = new Frame(new byte[0], 0, 0);

  /** {@return the members of its data, to stand in another object} */
  String members() {
    return new String(bytes, start, length, UTF_8);
  }
}
