package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag list();

  interface Todos<T> { // error[TT033]
    Tag list();
  }
}
