package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag todos();

  @Name("others")
  interface Todos { // error[TT037]
    Tag list();
  }
}
