package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag olé(); // error[TT042]

  @Name("ole")
  Tag naïve();
}
