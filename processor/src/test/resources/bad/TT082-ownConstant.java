package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  @Name(AppTags.Todos.PATH) // error[TT082] // compiler
  Tag list();

  @Key({"todo", AppTags.Todos.PATH}) // error[TT082] // compiler
  Tag byId(String id);

  interface Todos {
    Tag list();
  }
}
