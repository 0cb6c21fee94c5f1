package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag list();

  interface Archive {} // error[TT034]
}
