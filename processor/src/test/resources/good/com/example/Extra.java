package com.example;

import java.util.UUID;

/** Types that are mentioned with the type around them. */
final class Extra {
  enum Size {
    KLEIN,
    GROß
  }

  record Owner(UUID value) {}

  private Extra() {}
}
