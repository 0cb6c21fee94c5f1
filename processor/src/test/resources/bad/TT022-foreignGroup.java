package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  interface Org {
    interface Members {
      Tag list();
    }
  }

  interface Members2 {
    Org.Members inner(); // error[TT022]

    Tag list();
  }
}
