package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  void list(); // error[TT021]

  Tag other();
}
