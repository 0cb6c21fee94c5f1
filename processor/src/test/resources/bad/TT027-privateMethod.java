package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag list();

  private Tag all() { // error[TT027] // ecj
    return Tag.parse("*");
  }
}
