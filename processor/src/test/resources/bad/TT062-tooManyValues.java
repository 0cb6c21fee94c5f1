package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag many( // error[TT062]
      int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m,
      int n, int o, int p, int q);

  Tag list();
}
