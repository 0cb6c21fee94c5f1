// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The moment when the outbox is looked at next. */
class OpenTransactionsTest {
  private static final long MILLI = 1_000_000;

  private final OpenTransactions transactions = new OpenTransactions(Duration.ofMillis(50));

  @Test
  void itIsRegularWhileNoneIsOpen() {
    assertEquals(50 * MILLI, transactions.delay(0));
    transactions.add(7, 0);
    transactions.ended(List.of(7L), MILLI);
    assertEquals(50 * MILLI, transactions.delay(MILLI));
  }

  @Test
  void itIsEagerForAYoungTransactionAndLessSoForAnOldOne() {
    transactions.add(7, 0);
    assertEquals(OpenTransactions.EAGER_NANOS, transactions.delay(0));
    assertEquals(10 * MILLI, transactions.delay(80 * MILLI));
    assertEquals(50 * MILLI, transactions.delay(2_000 * MILLI));
    transactions.add(8, 2_000 * MILLI);
    assertEquals(OpenTransactions.EAGER_NANOS, transactions.delay(2_000 * MILLI));
  }

  @Test
  void itLeavesRoomBetweenLooksThatMoveMuch() {
    int many = OpenTransactions.FEW + 1;
    transactions.add(7, 0);
    transactions.looked(3 * MILLI, many);
    assertEquals(OpenTransactions.PACE * 3 * MILLI, transactions.delay(0));
    transactions.looked(90 * MILLI, many);
    assertEquals(50 * MILLI, transactions.delay(0));
    transactions.looked(3 * MILLI, OpenTransactions.FEW);
    assertEquals(OpenTransactions.EAGER_NANOS, transactions.delay(0));
    transactions.looked(1, many);
    assertEquals(OpenTransactions.EAGER_NANOS, transactions.delay(0));
  }

  @Test
  void aTransactionThatTakesTooLongIsForgotten() {
    transactions.add(7, 0);
    transactions.add(8, 1);
    transactions.ended(List.of(), OpenTransactions.MAX_AGE_NANOS + 1);
    assertArrayEquals(new Long[] {8L}, transactions.numbers());
  }

  @Test
  void theOldestAreForgottenWhenThereAreTooMany() {
    for (long i = 0; i < OpenTransactions.MAX_TRANSACTIONS + 5; i++) {
      transactions.add(i, i);
    }
    assertEquals(OpenTransactions.MAX_TRANSACTIONS, transactions.numbers().length);
    assertEquals(5, transactions.numbers()[0]);
  }
}
