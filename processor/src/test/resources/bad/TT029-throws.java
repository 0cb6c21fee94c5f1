package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag byId(String id) throws java.io.IOException; // error[TT029]

  Tag list();
}
