// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor.write.classes;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.tagtree.processor.tree.Tree;
import dev.tagtree.processor.write.Literals;

/** The writer of the class with the tags of a tree. */
public final class JavaWriter {
  private JavaWriter() {}

  /**
   * {@return source that reads the same in every encoding that a compiler may be told to use}
   *
   * @param hasGenerated whether javax.annotation.processing.Generated can be seen
   */
  public static String write(Tree tree, boolean hasGenerated) {
    TypeSpec root = RootClass.of(tree, hasGenerated);
    JavaFile file =
        JavaFile.builder(tree.generated().packageName(), root)
            .skipJavaLangImports(false) // the package may have an Override of its own
            .build();
    return Literals.ascii(file.toString());
  }
}
