// SPDX-License-Identifier: Apache-2.0
/**
 * The wire protocol seen from outside: raw sockets against a real server, expectations written from
 * the protocol's text and never from the code that implements it.
 */
@NullMarked
package dev.tagtree.it.wire;

import org.jspecify.annotations.NullMarked;
