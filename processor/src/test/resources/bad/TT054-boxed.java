package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag byId(Long id); // error[TT054]

  Tag list();
}
