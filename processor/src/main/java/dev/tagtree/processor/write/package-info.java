// SPDX-License-Identifier: Apache-2.0
/**
 * The texts that a tree becomes; what is written where, others decide.
 *
 * <pre>
 * JavaWriter: the class with its tags (JavaPoet)
 *   RootClass → GroupClass, LeafClass → MemberClass
 *   in each of the first two, a GroupBody → Accessors, ReadMethod
 * ModuleWriter, TypingsWriter: the ES module and its types → JsDoc
 * SchemaWriter: the tree as data (Jackson)                 → SchemaLayout
 * </pre>
 */
package dev.tagtree.processor.write;
