package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  String PREFIX = "x"; // warning[TT030]

  Tag list();
}
