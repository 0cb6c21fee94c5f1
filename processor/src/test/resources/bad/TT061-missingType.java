package com.example;

import dev.tagtree.*;

@TagTree
public interface App { // error[TT061]
  Tag byId(TodoId id); // javac
}
