package com.example;

import dev.tagtree.*;

@TagTree
public interface App<T> { // error[TT005]
  Tag list();
}
