package com.example;

import dev.tagtree.*;

class Outer {
  private static class Inner { // ecj
    @TagTree
    interface App { // error[TT003]
      Tag list();
    }
  }
}
