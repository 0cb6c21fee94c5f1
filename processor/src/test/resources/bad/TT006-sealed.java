package com.example;

import dev.tagtree.*;

@TagTree
public sealed interface App { // error[TT006]
  Tag list();
}

final class Impl implements App {
  public Tag list() {
    return Tag.parse("list");
  }
}
