package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  @Key({"todo", "{ide}"}) // error[TT077]
  Tag byId(String id);
}
