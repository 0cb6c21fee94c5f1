// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a leaf the query key that an existing front end uses for it: {@code @Key({"todo", "{id}"})}
 * makes {@link Tag#key} of {@code todos.byId(1)} the list {@code ["todo", "1"]}.
 *
 * <p>It is an alias only: identity, equality and matching never use it.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface Key {
  /** The elements: literals, or {@code {parameter}} for a parameter of the leaf or its groups. */
  String[] value();
}
