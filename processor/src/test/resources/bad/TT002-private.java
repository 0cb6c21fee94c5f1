package com.example;

import dev.tagtree.*;

class Outer {
  @TagTree
  private interface App { // error[TT002]
    Tag list();
  }
}
