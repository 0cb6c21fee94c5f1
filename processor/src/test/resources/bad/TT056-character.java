package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag byInitial(char c); // error[TT056]

  Tag list();
}
