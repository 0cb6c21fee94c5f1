package com.example;

import dev.tagtree.*;

@TagTree
interface App {
  Tag in(Range range); // error[TT058]

  Tag list();
}

record Range(String from, String to) {}
