package com.example;

import dev.tagtree.*;

@TagTree(name = "Default") // error[TT080]
public interface App {
  Tag list();
}

@TagTree(name = "Tag") // error[TT080]
interface Other {
  Tag list();
}
