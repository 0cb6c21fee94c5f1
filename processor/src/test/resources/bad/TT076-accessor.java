package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag byHash(String hashCode); // error[TT076]

  Tag list();
}
