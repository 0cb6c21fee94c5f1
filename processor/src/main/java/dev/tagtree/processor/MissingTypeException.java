// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

/** A type that a tree mentions does not exist yet; another processor may still generate it. */
final class MissingTypeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String user;
  private final String missing;

  MissingTypeException(String user, String missing) {
    super(missing);
    this.user = user;
    this.missing = missing;
  }

  /** {@return the method that uses it} */
  String user() {
    return user;
  }

  /** {@return its name, as written} */
  String missing() {
    return missing;
  }
}
