package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag parse(String text); // error[TT075]

  Tag list();
}
