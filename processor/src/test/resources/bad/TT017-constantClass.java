package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag pATH(); // error[TT017]

  Tag list();
}
