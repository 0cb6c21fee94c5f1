package com.example;

import dev.tagtree.*;

// option -Atagtree.baseline=src/test/resources/bad/released.json
@TagTree
public interface App { // error[TT083]
  interface Todos {
    Tag list();

    Tag byKey(String key); // error[TT083]

    Tag summary();
  }
}
