package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag appTags(); // error[TT016]

  Tag list();
}
