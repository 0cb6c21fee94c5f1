// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import com.palantir.javapoet.JavaFile;

/**
 * The file of a generated class, which reads the same in every encoding that a compiler may be told
 * to use.
 */
final class JavaOutput {
  private JavaOutput() {}

  static String write(Tree tree, boolean hasGenerated) {
    return JavaFile.builder(tree.generated().packageName(), RootClass.of(tree, hasGenerated))
        .skipJavaLangImports(false) // a class of the package may be called like one of them
        .build()
        .toString();
  }
}
