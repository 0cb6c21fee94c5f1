package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  <T> Tag byKey(T key); // error[TT028]

  Tag list();
}
