package com.example;

import dev.tagtree.*;

class Outer {
  private enum Kind {
    A
  }

  @TagTree
  interface App {
    Tag of(Kind kind); // error[TT059]

    Tag list();
  }
}
