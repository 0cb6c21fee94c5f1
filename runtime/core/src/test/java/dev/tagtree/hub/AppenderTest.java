// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.log.ExpectedWarnings;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The thread that appends to a shared log, and what closing a hub means to it. */
@Timeout(30)
class AppenderTest {
  @RegisterExtension
  static final ExpectedWarnings WARNINGS = new ExpectedWarnings("dev.tagtree.hub");

  private final SharedLog log = new SharedLog();

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - deadline < 0, "waited in vain");
      Thread.onSpinWait();
    }
  }

  @Test
  void aThreadPaysAndACallerThatWaitsHearsOfIt() throws Exception {
    try (TagHub hub = TagHub.builder().log(log).build()) {
      CountDownLatch told = new CountDownLatch(1);
      hub.listen(Tag.parse("a.x"), tag -> told.countDown());
      hub.invalidate(Tag.parse("a.x"));
      assertTrue(told.await(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void aThreadTriesUntilTheEngineIsBack() throws Exception {
    try (TagHub hub = TagHub.builder().log(log).build()) {
      CountDownLatch told = new CountDownLatch(1);
      hub.listen(Tag.parse("a.x"), tag -> told.countDown());
      log.down = true;
      hub.invalidate(Tag.parse("a.x"));
      await(() -> hub.stats().appendFailures() >= 2);
      assertEquals(1, hub.stats().debts());
      log.down = false;
      assertTrue(told.await(5, TimeUnit.SECONDS));
      await(() -> hub.stats().debts() == 0); // listeners may hear of it first
    }
  }

  @Test
  void closeAppendsWhatIsOwedBeforeItReturns() throws Exception {
    TagHub hub = TagHub.builder().log(log).build();
    log.down = true;
    hub.invalidate(Tag.parse("a.x"));
    await(() -> hub.stats().appendFailures() >= 1);
    log.down = false;
    hub.close();
    assertEquals(List.of("a.x"), log.tags());
    assertThrows(IllegalStateException.class, () -> hub.invalidate(Tag.parse("b.x")));
  }

  @Test
  void closeDoesNotWaitForeverForAnEngineThatIsDown() {
    TagHub hub = TagHub.builder().log(log).build();
    log.down = true;
    hub.invalidate(Tag.parse("a.x"));
    hub.close();
    assertEquals(HubHealth.CLOSING, hub.health());
  }
}
