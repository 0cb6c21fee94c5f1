package com.example;

import dev.tagtree.*;

@TagTree
interface Refused {
  Tag list();

  Tag ofRow(Row row);

  Tag ofEntry(Entry entry);

  Tag ofChange(ImmutableChange change);
}
