package com.example;

import dev.tagtree.*;

interface Base {
  Tag one();
}

@TagTree
interface App extends Base { // error[TT007]
  Tag list();
}
