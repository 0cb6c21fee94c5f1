// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a tree of cache tags, once, for Java and for the browser.
 *
 * <pre>{@code
 * @TagTree
 * public interface App {
 *   interface Todos {              // group: todos.*
 *     Tag list();                  // leaf:  todos.list
 *     Tag byId(String id);         // leaf:  todos.byId(1)
 *   }
 *   Org org(@Scope String org);    // a group with parameters: org(acme).*
 *   interface Org {
 *     Tag profile();               // leaf:  org(acme).profile
 *   }
 *   Tag health();                  // a leaf at the root
 * }
 * }</pre>
 *
 * <p>The processor generates {@code AppTags} beside it: {@code AppTags.todos().byId("1")}, {@code
 * AppTags.Todos.ById.PATH}; and an ES module for the browser. A method that returns {@link Tag} is
 * a leaf, a nested interface is a group; a method that returns a nested interface gives that group
 * its wire name and its parameters.
 *
 * <p>Parameters are String, int, long, short, byte, boolean, BigInteger, UUID, LocalDate, enums,
 * and records with exactly one such component.
 *
 * <p>An interface declared inside a method body is invisible to annotation processors, so nothing
 * is generated for it.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface TagTree {
  /** The simple name of the generated class; by default that of the interface plus "Tags". */
  String name() default "";
}
