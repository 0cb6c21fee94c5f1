package com.example;

import dev.tagtree.*;

@TagTree(name = "record") // error[TT014]
interface App {
  Tag list();
}
