package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag list();

  @Name("list")
  Tag all(); // error[TT049]
}
