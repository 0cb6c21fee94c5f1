// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import dev.tagtree.TagGroup;

/** The root of a tree whose browser module and schema are resources of the tests. */
final class Served extends TagGroup {
  Served() {
    super("com.example.Served#1", "list");
  }
}
