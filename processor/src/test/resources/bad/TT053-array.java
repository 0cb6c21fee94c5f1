package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag one(String[] ids); // error[TT053]

  Tag two(String... ids); // error[TT053]

  Tag list();
}
