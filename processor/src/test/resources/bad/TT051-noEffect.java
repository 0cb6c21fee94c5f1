package com.example;

import dev.tagtree.*;

@TagTree
@Name("app")
public interface App { // warning[TT051]
  @Name("everything")
  Tag list();

  Todos todos(@Scope String user);

  interface Todos {
    Tag list();
  }
}

@Name("service")
interface Service { // warning[TT051]
  @Key("users")
  Tag users(); // warning[TT051]

  void remove(
      @Scope // another one was meant
          String user); // warning[TT051]

  @SuppressWarnings("tagtree")
  @Name("quiet")
  void quiet();
}
