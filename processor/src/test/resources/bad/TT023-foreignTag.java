package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Wrong.Tag list(); // error[TT023]

  Tag other();
}

class Wrong {
  interface Tag {}
}
