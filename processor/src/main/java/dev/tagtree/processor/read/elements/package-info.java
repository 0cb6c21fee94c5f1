// SPDX-License-Identifier: Apache-2.0
/**
 * The compiler's elements, as all see them who ask for a name, an annotation or a place in the
 * source: {@code TypeNames}, {@code Annotations}, {@code Place}. Nothing is reported from here.
 */
@NullMarked
package dev.tagtree.processor.read.elements;

import org.jspecify.annotations.NullMarked;
