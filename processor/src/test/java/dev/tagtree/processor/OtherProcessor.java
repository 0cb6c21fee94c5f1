// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.lang.model.SourceVersion;

/** A processor of somebody else on the same path, which looks at whatever there is. */
abstract class OtherProcessor extends AbstractProcessor {
  /** {@return this and ours, in this order or the other one} */
  final List<Processor> withOurs(boolean first) {
    return first ? List.of(this, new TagTreeProcessor()) : List.of(new TagTreeProcessor(), this);
  }

  @Override
  public final Set<String> getSupportedAnnotationTypes() {
    return Set.of("*");
  }

  @Override
  public final SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }
}
