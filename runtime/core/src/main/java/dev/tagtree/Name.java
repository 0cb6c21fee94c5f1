// SPDX-License-Identifier: Apache-2.0
package dev.tagtree;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Freezes the wire name of a leaf or group, so that the Java member can be renamed without breaking
 * open pages, or can have a name that the wire does not allow.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
public @interface Name {
  /** An ASCII letter, then ASCII letters, digits and underscores. */
  String value();
}
