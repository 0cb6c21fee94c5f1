package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  @Key({}) // error[TT078]
  Tag byId(String id);
}
