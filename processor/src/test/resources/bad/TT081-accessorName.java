package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  interface Default { // error[TT081]
    Tag list();
  }

  interface HashCode { // error[TT081]
    Tag list();
  }

  Tag list();
}
