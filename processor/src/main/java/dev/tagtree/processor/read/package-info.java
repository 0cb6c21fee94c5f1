// SPDX-License-Identifier: Apache-2.0
/**
 * What compilers and files say of a tree, read into the {@code tree} package's words.
 *
 * <pre>
 * TreeReader → GroupReader → ParamReader, KeyReader, Remarks (documentation, deprecation)
 *                    └── DeclarationRules, NameRules: what may be declared, and be called how
 * beneath all: MissingTypes (waits for other processors), Annotations, TypeNames, Place
 * BaselineReader → SchemaReader: the last release of a tree, from a file
 * </pre>
 */
package dev.tagtree.processor.read;
