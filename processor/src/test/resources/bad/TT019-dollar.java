package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag a$b(); // error[TT019]

  Tag list();
}
