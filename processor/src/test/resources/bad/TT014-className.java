package com.example;

import dev.tagtree.*;

@TagTree(name = "my tags") // error[TT014]
public interface App {
  Tag list();
}
