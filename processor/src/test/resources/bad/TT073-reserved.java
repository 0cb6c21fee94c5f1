package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag toJSON(); // error[TT073]

  Tag list();
}
