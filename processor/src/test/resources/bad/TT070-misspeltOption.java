package com.example;

import dev.tagtree.*;

// option -Atagtree.basline=released.json
// nowhere: error[TT070] // compiler
@TagTree
public interface App {
  Tag list();
}
