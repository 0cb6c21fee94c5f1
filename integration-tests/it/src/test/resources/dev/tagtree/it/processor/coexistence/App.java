package com.example;

import dev.tagtree.*;

/** Mentions what other processors generate, and in its annotations what is generated from it. */
@TagTree
@Evicts(AppTags.Todos.PATH)
public interface App {
  @Evicts(AppTags.Todos.ById.PATH)
  interface Todos {
    @Evicts({AppTags.Todos.PATH, AppTags.Todos.ById.PATH})
    Tag list();

    /** By a record that record-builder writes from an interface. */
    Tag byId(TodoIdRecord id);

    Tag byTitle(@Evicts(AppTags.Todos.ByTitle.PATH) String title);
  }
}
