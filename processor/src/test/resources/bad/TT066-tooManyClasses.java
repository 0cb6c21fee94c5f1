package com.example;

import dev.tagtree.*;

@TagTree
public interface App { // error[TT066]
  interface A {
    Tag a#(); // times 5200
  }

  interface B {
    Tag b#(); // times 5200
  }

  interface C {
    Tag c#(); // times 5200
  }

  interface D {
    Tag d#(); // times 5200
  }

  interface E {
    Tag e#(); // times 5200
  }
}
