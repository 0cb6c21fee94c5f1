package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag list();

  interface Todos extends Runnable { // error[TT024]
    Tag list();
  }
}
