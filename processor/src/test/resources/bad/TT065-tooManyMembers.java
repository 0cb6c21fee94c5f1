package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag list();

  interface Todos { // error[TT065]
    Tag leaf#(); // times 5400
  }
}
