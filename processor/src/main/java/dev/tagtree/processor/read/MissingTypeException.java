// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.read;

/**
 * The signal that a type or constant, which a tree mentions, does not exist yet; another processor
 * may still generate it.
 */
public final class MissingTypeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingTypeException(String missing) {
    super(missing);
  }
}
