package com.example;

import dev.tagtree.*;

// option -Atagtree.baseline=src/test/resources/bad/missing.json
@TagTree
public interface App { // error[TT085]
  Tag list();
}
