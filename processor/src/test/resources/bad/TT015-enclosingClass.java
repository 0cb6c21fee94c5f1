package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  interface Todos {
    Tag todos(); // error[TT015]

    Tag list();
  }
}
