// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

/**
 * Text that is not a canonical tag, a tag beyond the limits, or a path its tree does not know.
 *
 * <p>The message names the place and the rule, never an argument's value: values may be personal.
 */
public final class InvalidTagException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidTagException(String message) {
    super(message);
  }
}
