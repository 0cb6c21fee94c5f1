// SPDX-License-Identifier: Apache-2.0
package com.example;

/** The reason why the demo cannot start, in one sentence for the person who started it. */
public final class CannotStartException extends Exception {
  private static final long serialVersionUID = 1L;

  CannotStartException(String message) {
    super(message);
  }

  CannotStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
