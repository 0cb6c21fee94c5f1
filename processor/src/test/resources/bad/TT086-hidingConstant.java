package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  int ALL = 0; // warning[TT030]

  interface Todos {
    int ALL = 0; // error[TT086]

    int Objects = 0; // error[TT086]

    int Todos = 0; // error[TT086]

    int List = 0; // error[TT086]

    int Deep = 0; // error[TT086]

    int PATH = 0; // warning[TT030]

    Tag byId(String id);

    interface Done {
      Tag deep();

      Tag list(String ALL);
    }
  }
}
