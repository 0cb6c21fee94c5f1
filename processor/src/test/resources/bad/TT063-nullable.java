package com.example;

import dev.tagtree.*;

@interface Nullable {}

@TagTree
interface App {
  Tag byId(@Nullable String id); // error[TT063]

  Tag list();
}
