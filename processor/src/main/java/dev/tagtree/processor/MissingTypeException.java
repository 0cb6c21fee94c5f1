// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

/**
 * A type or constant that a tree mentions does not exist yet; another processor may still generate
 * it.
 */
final class MissingTypeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingTypeException(String missing) {
    super(missing);
  }
}
