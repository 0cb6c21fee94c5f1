package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag list();

  @TagTree
  interface Todos { // error[TT009]
    Tag all();
  }
}
