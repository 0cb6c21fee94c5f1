package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag list();

  enum Kind { // error[TT031]
    A
  }

  record Id(String value) {} // error[TT031] // ecj: no line

  interface Todos {
    class Objects {} // error[TT031]

    Tag byId(String id);
  }
}
