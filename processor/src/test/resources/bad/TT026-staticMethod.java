package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag list();

  static Tag all() { // error[TT026]
    return Tag.parse("*");
  }
}
