// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.bench;

import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Does nothing: what a compiler with this one costs, it costs with any processor. */
@SupportedAnnotationTypes("*")
public final class NoOpProcessor extends AbstractProcessor {
  /** For the compiler. */
  public NoOpProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    return false;
  }
}
