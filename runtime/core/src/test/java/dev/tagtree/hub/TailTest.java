// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.ExpectedWarnings;
import dev.tagtree.log.ForwardingLog;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.MemoryLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A log that fails silences nobody for good. */
@Timeout(30)
class TailTest {
  @RegisterExtension
  static final ExpectedWarnings WARNINGS = new ExpectedWarnings("dev.tagtree.hub");

  /** A log whose reads fail when a test says so. */
  private static final class FailingLog extends ForwardingLog {
    private final MemoryLog log = MemoryLog.create();

    /** Thrown by reads. */
    volatile Throwable broken;

    volatile CountDownLatch failed = new CountDownLatch(1);

    @Override
    protected InvalidationLog log() {
      return log;
    }

    @Override
    public Batch read(Cursor after, int max, Duration wait) throws InterruptedException {
      Throwable failure = broken;
      if (failure != null) {
        failed.countDown();
        if (failure instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) failure;
      }
      return log.read(after, max, wait);
    }
  }

  @Test
  void aReadThatFailsIsTriedAgainAndNothingIsLost() {
    FailingLog log = new FailingLog();
    Rig rig = new Rig(log);
    Rig.Client client = rig.connected();
    rig.hub.invalidate(Tag.parse("a.x"));
    log.broken = new IllegalStateException("for the test");
    assertThrows(IllegalStateException.class, rig::step);
    log.broken = null;
    rig.invalidate("a.y");
    assertEquals(List.of("a.x", "a.y"), client.news());
  }

  @Test
  void aBatchThatIsBrokenOffMakesEverybodyResync() {
    Rig rig = new Rig();
    Rig.Client client = rig.connected();
    String before = rig.hub.cursor().toString();
    List<Tag> heard = new ArrayList<>();
    rig.hub.listen(Tag.parse("c.*"), heard::add);
    rig.hub.invalidate(Rig.tags("a.x", "a.y"));
    int[] asked = {0};
    rig.asked =
        () -> {
          if (++asked[0] == 4) { // for the second event of the batch
            throw new OutOfMemoryError("for the test");
          }
        };
    assertThrows(OutOfMemoryError.class, rig::step);
    rig.thread.runAll();
    assertEquals(List.of(), client.news());
    rig.settle();
    assertEquals(List.of("resync log"), client.news());
    assertEquals(List.of(Tag.parse("c.*")), heard);
    assertEquals("hello resync", rig.connect(Rig.from(before)).news().get(1));
    assertEquals(rig.log.head(), rig.hub.cursor());
    rig.invalidate("a.z");
    assertEquals(List.of("a.z"), client.news());
  }

  @Test
  void theThreadOutlivesExceptionsErrorsAndInterrupts() throws Exception {
    FailingLog log = new FailingLog();
    CountDownLatch heard = new CountDownLatch(1);
    try (TagHub hub = TagHub.builder().log(log).build()) {
      hub.listen(Tag.parse("a.x"), tag -> Thread.currentThread().interrupt());
      hub.listen(Tag.parse("b.x"), tag -> heard.countDown());
      for (Throwable failure : List.of(new IllegalStateException("t"), new AssertionError("t"))) {
        log.failed = new CountDownLatch(1);
        log.broken = failure;
        hub.invalidate(Tag.parse("a.x"));
        assertTrue(log.failed.await(20, TimeUnit.SECONDS));
        log.broken = null;
      }
      hub.invalidate(Tag.parse("b.x"));
      assertTrue(heard.await(20, TimeUnit.SECONDS));
    }
  }
}
