// SPDX-License-Identifier: Apache-2.0
/**
 * The same behaviour over every way in which a stream reaches a browser: versions of HTTP, TLS, and
 * what a host application puts around the handler.
 */
@NullMarked
package dev.tagtree.it.transport;

import org.jspecify.annotations.NullMarked;
