package com.example;

import dev.tagtree.*;

@TagTree
interface App {
  Tag of(Outer outer); // error[TT064]

  Tag list();
}

record Inner(String value) {}

record Outer(Inner inner) {}
