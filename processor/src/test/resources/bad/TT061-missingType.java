package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag byId(TodoId id); // error[TT061] // compiler

  Tag byNumber(Lang number); // error[TT061] // compiler
}
