package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  @Name("by id") // error[TT047]
  Tag byId(String id);

  Tag list();
}
