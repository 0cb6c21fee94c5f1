package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  String list(); // error[TT020]

  Tag[] many(); // error[TT020]

  int number(); // error[TT020]

  Tag other();
}
