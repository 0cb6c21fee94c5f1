package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag list();

  default Tag all() { // error[TT025]
    return list();
  }
}
