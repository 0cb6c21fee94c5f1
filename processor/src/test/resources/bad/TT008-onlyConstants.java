package com.example;

import dev.tagtree.*;

@TagTree
public interface App { // error[TT008]
  String NAME = ""; // warning[TT030]
}
