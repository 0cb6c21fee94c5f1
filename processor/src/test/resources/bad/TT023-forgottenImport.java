package com.example;

import dev.tagtree.TagTree;

@TagTree
public interface App {
  Tag list(); // error[TT023] // compiler

  Tag all(); // compiler
}

class User {
  AppTags.All all;
}
