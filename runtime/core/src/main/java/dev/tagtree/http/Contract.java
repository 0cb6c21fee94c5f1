// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import dev.tagtree.Tag;
import java.util.Optional;

/**
 * The files that the processor has generated of one tree, found by the loader of its class.
 *
 * @param name the qualified name of the interface that declares the tree
 */
record Contract(String name, ClassLoader loader) {
  private static final String FOLDER = "META-INF/tagtree/contracts/";

  /**
   * {@return that of a tree}
   *
   * @param root {@code AppTags.ALL}
   */
  static Contract of(Tag root) {
    String schema = Tag.schema(root).orElseThrow();
    ClassLoader own = root.getClass().getClassLoader();
    return new Contract(
        schema.substring(0, schema.indexOf('#')),
        own == null ? ClassLoader.getSystemClassLoader() : own);
  }

  /**
   * {@return one of its files; empty if that is not there}
   *
   * @param end {@code .js}
   */
  Optional<byte[]> file(String end) {
    return StaticFile.resource(loader, FOLDER + name + end);
  }
}
