// SPDX-License-Identifier: Apache-2.0
/**
 * The texts that a tree becomes; what is written where, others decide.
 *
 * <pre>
 * JavaWriter: the class with its tags → MemberMethods, Imports, Source
 * ModuleWriter, TypingsWriter: the ES module and its types → JsDoc
 * SchemaWriter: the tree as data                       → Json, as all of them
 * </pre>
 */
package dev.tagtree.processor.write;
