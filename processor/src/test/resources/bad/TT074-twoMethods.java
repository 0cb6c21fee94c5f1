package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Org org(String id);

  Org team(String id); // error[TT074]

  interface Org {
    Tag list();
  }
}
