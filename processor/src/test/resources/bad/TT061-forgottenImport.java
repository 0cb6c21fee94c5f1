package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag byId(UUID id); // error[TT061] // compiler

  Tag list();
}

class User {
  AppTags.List list;
}
