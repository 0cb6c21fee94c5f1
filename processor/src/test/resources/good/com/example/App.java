package com.example;

import dev.tagtree.*;
import java.time.LocalDate;

/** Todos, notes and organisations. */
@TagTree
public interface App {
  /** What is to be done. */
  interface Todos {
    /** All of them, in the order of creation. */
    Tag list();

    Tag summary();

    @Key({"todo", "{id}"})
    Tag byId(String id);

    Tag inRange(LocalDate from, LocalDate to);
  }

  interface Notes {
    Tag list();
  }

  Org org(@Scope String org);

  interface Org {
    interface Members {
      Tag list();
    }

    Tag profile();

    /** Matches src/**&#47;*.java, as before. */
    @Deprecated
    Tag ofKind(Kind kind, long page);
  }

  Tag health();
}
