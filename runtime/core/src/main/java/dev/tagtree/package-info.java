// SPDX-License-Identifier: Apache-2.0
/**
 * Tags: the values everybody may know, and the annotations that declare them.
 *
 * <ul>
 *   <li><b>tag</b>: a name for a set of things that can go stale. Groups and leaves are both tags.
 *   <li><b>leaf</b>: a tag for one thing, possibly with parameters: {@code todos.byId(1)}.
 *   <li><b>group</b>: a tag for everything below it: {@code todos.*}. The <b>root</b> is {@code *}.
 *   <li><b>path</b>: the names without arguments: {@code todos.byId}.
 *   <li><b>any</b>: a parameter position that stands for every value: {@code todos.byId(*)}.
 *   <li><b>resolve</b>: from a group to the leaf tags below it, parameters as any.
 *   <li><b>overlap</b>: two tags may name a common thing. The one matching rule, symmetric.
 *   <li><b>scope</b>: a parameter that decides who may see a tag.
 * </ul>
 *
 * <p>The files, by what they are for:
 *
 * <pre>
 * declare   TagTree, Name, Key, Scope
 * text      TagText ← TagValues ← TagChecker ; TagMatch compares, QueryKey is for front ends
 * values    Arg ; Tag ← TagValue ← TagLeaf, TagGroup ← PlainLeaf, PlainGroup
 * parse     TagReader, for generated code
 * find      TagIndex
 * </pre>
 *
 * <p>Every value here is immutable and safe to share between threads.
 */
@NullMarked
package dev.tagtree;

import org.jspecify.annotations.NullMarked;
