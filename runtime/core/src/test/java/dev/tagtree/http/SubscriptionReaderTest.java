// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.Tag;
import dev.tagtree.hub.Subscription;
import dev.tagtree.hub.Subscription.Resume;
import dev.tagtree.log.Cursor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The subscription that is read from a client's request. */
class SubscriptionReaderTest {
  private static Subscription read(String query, String... headers) throws RefusedException {
    return SubscriptionReader.read(Requests.get("/events" + query, headers));
  }

  private static Resume resume(String query, String... headers) throws RefusedException {
    return read(query, headers).resume();
  }

  private static Resume from(String cursor) {
    return new Resume.From(Cursor.parse(cursor));
  }

  @Test
  void theFilterIsInTheOrderOfTheQuery() throws Exception {
    assertEquals(
        List.of(Tag.parse("b.*"), Tag.parse("a(%2A).x")),
        read("?tag=b.*&x=1&tag=a(%252A).x").filter());
    assertEquals(List.of(), read("").filter());
  }

  @Test
  void theHeaderWinsOverTheCursorAndTheCursorOverTheAge() throws Exception {
    assertEquals(new Resume.Fresh(), resume(""));
    assertEquals(new Resume.Aged(Optional.of(Duration.ZERO)), resume("?age=0"));
    assertEquals(from("e-1"), resume("?cursor=e-1"));
    assertEquals(from("e-1"), resume("?age=0&cursor=e-1"));
    assertEquals(from("junk"), resume("?cursor=e-1", "Last-Event-ID", "junk"));
    assertEquals(from("e-2"), resume("?cursor=junk", "Last-Event-ID", "e-2"));
    assertEquals(from("e-1"), resume("?cursor=e-1", "last-event-id", ""));
    assertEquals(from("e-1"), resume("?cursor=e-1&cursor=e-2"), "the first one counts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "%2B5", "1.5", "x", "1e3", "0x10", "9999999999999", "%D9%A1", "NaN"})
  void whatIsNoAgeIsAPastThatNobodyKnows(String age) throws Exception {
    assertEquals(new Resume.Aged(Optional.empty()), resume("?age=" + age));
  }

  @Test
  void theLongestAgeIsOfTwelveDigits() throws Exception {
    assertEquals(
        new Resume.Aged(Optional.of(Duration.ofMillis(999_999_999_999L))),
        resume("?age=999999999999"));
  }
}
