// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.processor;

import dev.tagtree.processor.tree.Problem;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The mark of a test whose problem no source file can bring about. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Shows {
  Problem value();
}
