// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

/** A request that cannot be served; the message is the answer's only sentence. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  RefusedException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** {@return what the client is told} */
  Answer answer() {
    return Answer.line(400, sentence);
  }
}
