// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** For tests that allow little time: the build runs them beside each other only. */
@Tag("impatient")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Impatient {}
