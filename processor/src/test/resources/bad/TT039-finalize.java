package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag finalize(); // error[TT039] // ecj

  Tag list();
}
