package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag byId(String id);

  Tag byId(int id); // error[TT035]
}
