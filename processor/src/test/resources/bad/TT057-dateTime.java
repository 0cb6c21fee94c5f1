package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag at(java.time.Instant at); // error[TT057]

  Tag list();
}
