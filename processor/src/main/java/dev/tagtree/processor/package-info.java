// SPDX-License-Identifier: Apache-2.0
/** Turns a declared tree into typed tags, inside the compiler. */
package dev.tagtree.processor;
