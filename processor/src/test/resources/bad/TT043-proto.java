package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag __proto__(); // error[TT043]

  Tag list();
}
