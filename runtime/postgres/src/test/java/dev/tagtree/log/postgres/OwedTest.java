// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the outbox is looked at next. */
class OwedTest {
  private static final long MILLI = 1_000_000;

  private final Owed owed = new Owed(Duration.ofMillis(50));

  @Test
  void itIsRegularWhileNothingIsOwed() {
    assertEquals(50 * MILLI, owed.delay(0));
    owed.add(7, 0);
    owed.ended(List.of(7L), MILLI);
    assertEquals(50 * MILLI, owed.delay(MILLI));
  }

  @Test
  void itIsEagerForAYoungTransactionAndLessSoForAnOldOne() {
    owed.add(7, 0);
    assertEquals(Owed.EAGER_NANOS, owed.delay(0));
    assertEquals(10 * MILLI, owed.delay(80 * MILLI));
    assertEquals(50 * MILLI, owed.delay(2_000 * MILLI));
    owed.add(8, 2_000 * MILLI);
    assertEquals(Owed.EAGER_NANOS, owed.delay(2_000 * MILLI));
  }

  @Test
  void itLeavesRoomBetweenLooksThatMoveMuch() {
    int many = Owed.FEW + 1;
    owed.add(7, 0);
    owed.looked(3 * MILLI, many);
    assertEquals(Owed.PACE * 3 * MILLI, owed.delay(0));
    owed.looked(90 * MILLI, many);
    assertEquals(50 * MILLI, owed.delay(0));
    owed.looked(3 * MILLI, Owed.FEW);
    assertEquals(Owed.EAGER_NANOS, owed.delay(0));
    owed.looked(1, many);
    assertEquals(Owed.EAGER_NANOS, owed.delay(0));
  }

  @Test
  void aTransactionThatTakesTooLongIsForgotten() {
    owed.add(7, 0);
    owed.add(8, 1);
    owed.ended(List.of(), Owed.MAX_AGE_NANOS + 1);
    assertArrayEquals(new Long[] {8L}, owed.transactions());
  }

  @Test
  void theOldestAreForgottenWhenThereAreTooMany() {
    for (long i = 0; i < Owed.MAX_TRANSACTIONS + 5; i++) {
      owed.add(i, i);
    }
    assertEquals(Owed.MAX_TRANSACTIONS, owed.transactions().length);
    assertEquals(5, owed.transactions()[0]);
  }
}
