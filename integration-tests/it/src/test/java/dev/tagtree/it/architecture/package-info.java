// SPDX-License-Identifier: Apache-2.0
/** What the documents say of rooms and packages, held against poms and classes. */
package dev.tagtree.it.architecture;
