// SPDX-License-Identifier: Apache-2.0
/**
 * The front end for Java: from what a compiler knows of a tree to the {@code tree} package's words.
 *
 * <pre>
 * TreeReader → GroupReader → ParamReader, KeyReader, Remarks (documentation, deprecation)
 *                    └── DeclarationRules, NameRules: what may be declared, and be called how
 * beneath all: MissingTypes (waits for other processors), and the elements package
 * </pre>
 *
 * What is called {@code admits…} is a question whose answer no was reported, if it has to be; so is
 * what gives an empty {@code Optional}.
 */
@NullMarked
package dev.tagtree.processor.read;

import org.jspecify.annotations.NullMarked;
