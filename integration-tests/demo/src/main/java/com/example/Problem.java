// SPDX-License-Identifier: Apache-2.0
package com.example;

import io.undertow.util.StatusCodes;

/** A request that is refused: a status, and a sentence that repeats nothing of the request. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  Problem(int status, String message) {
    super(message, null, false, false); // the caller's mistake: our stack says nothing about it
    this.status = status;
  }

  static Problem badRequest(String message) {
    return new Problem(StatusCodes.BAD_REQUEST, message);
  }

  static Problem notFound() {
    return new Problem(StatusCodes.NOT_FOUND, "There is nothing here, or not any more.");
  }

  int status() {
    return status;
  }
}
