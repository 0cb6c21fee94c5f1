package com.example;

import dev.tagtree.*;

// option -Atagtree.baseline=src/test/resources/bad/released.json
@TagTree
public interface App {
  interface Todos {
    Tag list();

    Tag byId(long id); // error[TT084]
  }

  Health health(); // error[TT084]

  interface Health {
    Tag list();
  }
}
