// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write;

/** Java source in the making, indented by the braces at the ends of its lines. */
final class Source {
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();
  private int depth;
  private boolean gap;

  /**
   * Adds one line; one that begins with a closing brace ends what one with an opening brace began.
   */
  Source line(String line) {
    if (line.startsWith("}")) {
      depth--;
    } else if (gap) {
      text.append('\n');
    }
    gap = false;
    for (int i = 0; i < depth; i++) {
      text.append(INDENT);
    }
    text.append(line).append('\n');
    if (line.endsWith("{")) {
      depth++;
    }
    return this;
  }

  /** Separates what is next by one empty line, unless a brace is next. */
  Source gap() {
    gap = true;
    return this;
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
