package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag then(String id); // warning[TT044]

  interface Todos {
    Tag then();

    @Name("after")
    Tag andThen(String id);

    Group group(String id);

    interface Group {
      @Name("then")
      Tag next(String id); // warning[TT044]

      @SuppressWarnings("tagtree")
      Tag list();
    }
  }

  @SuppressWarnings("tagtree")
  interface Notes {
    Tag then(String id);
  }
}
