package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag one(Object o); // error[TT052]

  Tag two(java.util.Optional<String> o); // error[TT052]

  Tag three(java.util.List<String> ids); // error[TT052]

  Tag four(CharSequence text); // error[TT052]

  Tag list();
}
