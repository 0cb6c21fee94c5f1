// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Mark of tests that are not for every build: they run with {@code -Pwide} only. */
@Tag("wide")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Wide {}
