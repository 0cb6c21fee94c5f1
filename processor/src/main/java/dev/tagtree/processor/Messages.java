// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import dev.tagtree.processor.read.elements.Place;
import dev.tagtree.processor.tree.Problem;
import dev.tagtree.processor.tree.Problems;
import dev.tagtree.processor.tree.Problems.Failure;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic.Kind;

/** The only user of the compiler's messager. */
final class Messages {
  private final Messager messager;

  Messages(Messager messager) {
    this.messager = messager;
  }

  /** Says what was collected, each at its place, in the order of the source. */
  void say(Problems problems) {
    for (Failure failure : problems.inOrder()) {
      Place at = (Place) failure.at(); // as all that were read here
      Kind kind = kind(failure.isError());
      if (at.value() == null) {
        messager.printMessage(kind, failure.message(), at.element());
      } else {
        messager.printMessage(kind, failure.message(), at.element(), at.annotation(), at.value());
      }
    }
  }

  /** Says at once what has no place in a source. */
  void sayNowhere(Problem problem, Object... arguments) {
    messager.printMessage(kind(problem.isError()), problem.message(arguments));
  }

  private static Kind kind(boolean isError) {
    return isError ? Kind.ERROR : Kind.WARNING;
  }
}
