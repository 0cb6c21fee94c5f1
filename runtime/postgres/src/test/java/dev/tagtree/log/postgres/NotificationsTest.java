// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The moment when there is no sense in listening any longer. */
class NotificationsTest {
  private static final long LONG = Notifications.LOOKS * 50_000_000L;

  private final Notifications notifications = new Notifications(Duration.ofMillis(50));

  @Test
  void aChangeWithoutANotificationIsSilence() {
    notifications.begin();
    notifications.looked(true, 0);
    notifications.looked(false, LONG);
    assertTrue(notifications.isListening());
    notifications.looked(false, LONG + 1);
    assertTrue(notifications.areSilent());
    assertFalse(notifications.isListening());
  }

  @Test
  void aNotificationThatComesLateIsGoodEnough() {
    notifications.begin();
    notifications.looked(true, 0);
    notifications.came();
    notifications.looked(false, LONG + 1);
    assertFalse(notifications.areSilent());
  }

  @Test
  void silenceIsNoSignWhereNothingChanges() {
    notifications.begin();
    notifications.looked(false, 0);
    notifications.looked(false, 10 * LONG);
    assertTrue(notifications.isListening());
  }

  @Test
  void nothingIsExpectedOfWhoDoesNotListen() {
    notifications.looked(true, 0);
    notifications.begin();
    notifications.looked(false, 10 * LONG);
    assertTrue(notifications.isListening());
    notifications.end();
    assertFalse(notifications.isListening());
  }

  @Test
  void eachPauseIsLongerUntilOneComes() {
    assertEquals(Notifications.FIRST_PAUSE_NANOS, notifications.nextPause());
    assertEquals(2 * Notifications.FIRST_PAUSE_NANOS, notifications.nextPause());
    for (int i = 0; i < 10; i++) {
      notifications.nextPause();
    }
    assertEquals(Notifications.LONGEST_PAUSE_NANOS, notifications.nextPause());
    notifications.came();
    assertEquals(Notifications.FIRST_PAUSE_NANOS, notifications.nextPause());
  }
}
