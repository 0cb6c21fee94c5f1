package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag byId(String id);

  Tag byID(String id); // error[TT038]
}
