package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  @Key("org")
  Org org(String id); // error[TT079]

  interface Org {
    Tag list();
  }
}
