// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log;

/**
 * The engine behind a shared log did not answer, or refused. Nothing is lost by that: a reader goes
 * on from its position later, and who appended appends again.
 *
 * <p>Its message says what to look at, and never what was appended.
 */
public final class LogUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what the engine's driver said. */
  public LogUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
