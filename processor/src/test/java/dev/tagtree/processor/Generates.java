// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.TypeElement;

/** Another processor, which generates one class in its first round. */
final class Generates extends OtherProcessor {
  private final String name;
  private final String source;
  private boolean done;

  Generates(String name, String source) {
    this.name = name;
    this.source = source;
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (!done) {
      done = true;
      try (Writer writer = processingEnv.getFiler().createSourceFile(name).openWriter()) {
        writer.write(source);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return false;
  }
}
