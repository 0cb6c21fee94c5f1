// SPDX-License-Identifier: Apache-2.0
package com.example;

import dev.tagtree.Tag;
import dev.tagtree.TagTree;

/** What the pages of this application show, and so what can go stale. */
@TagTree
public interface App {
  /** Things to do. */
  interface Todos {
    /** All todos, with all their fields. */
    Tag list();

    /** How many there are, are done and are open. */
    Tag summary();

    /** One todo. */
    Tag byId(String id);
  }

  /** Texts to keep. */
  interface Notes {
    /** All notes, with all their fields. */
    Tag list();

    /** One note. */
    Tag byId(String id);
  }
}
