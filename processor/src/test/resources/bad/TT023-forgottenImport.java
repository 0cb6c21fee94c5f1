package com.example;

import dev.tagtree.TagTree;

@TagTree
public interface App {
  Tag list(); // error[TT023] // javac

  Tag all(); // javac
}

class User {
  AppTags.All all;
}
