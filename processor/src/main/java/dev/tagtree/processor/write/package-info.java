// SPDX-License-Identifier: Apache-2.0
/**
 * The texts that a tree becomes; what is written where, others decide.
 *
 * <pre>
 * classes.JavaWriter: the class with its tags (JavaPoet)    ─┐
 * ModuleWriter, TypingsWriter: the ES module and its types   ├→ Literals
 *   └→ JsDoc                                                 │
 * SchemaWriter: the tree as data (Jackson) → SchemaLayout   ─┘
 * </pre>
 */
@NullMarked
package dev.tagtree.processor.write;

import org.jspecify.annotations.NullMarked;
