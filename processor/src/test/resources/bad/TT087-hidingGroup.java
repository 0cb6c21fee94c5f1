package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag string();

  interface Todos {
    Tag list();

    interface java { // error[TT087]
      Tag list();
    }

    interface dev { // error[TT087]
      Tag list();
    }
  }

  interface com { // error[TT087]
    Tag list();
  }

  interface example {
    Tag list();
  }
}
