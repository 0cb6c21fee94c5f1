package com.example;

import dev.tagtree.*;

@TagTree
public interface App {
  Tag byPrice(double price); // error[TT055]

  Tag byAmount(java.math.BigDecimal amount); // error[TT055]

  Tag list();
}
