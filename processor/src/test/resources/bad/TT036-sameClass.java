package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag list();

  @Name("lists")
  List lists(); // error[TT036]

  interface List {
    Tag all();
  }
}
