// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The media types that a client accepts, and the one that it says that it sends. */
class MediaTypeTest {
  private static boolean isAccepted(MediaType type, String... headers) {
    return type.isAcceptedBy(Requests.get("/", headers));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/html, application/xml",
        "text/event-stream;q=0",
        "text/event-stream;charset=utf-8;q=0.0",
        "*/*;Q=0.",
        ",",
        ";",
        ";;;",
        ";text/event-stream"
      })
  void aClientThatAcceptsNoEventStreamIsToldApart(String accept) {
    assertFalse(isAccepted(MediaType.EVENT_STREAM, "Accept", accept));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/event-stream",
        "TEXT/Event-Stream; q=0.5",
        "text/*",
        "application/json, */*;q=0.1",
        "text/event-stream;;",
        "text/event-stream;q=0.01",
        " "
      })
  void aClientThatAcceptsEventStreamsIsServed(String accept) {
    assertTrue(isAccepted(MediaType.EVENT_STREAM, "Accept", accept));
  }

  @Test
  void severalHeadersAreOneList() {
    assertTrue(isAccepted(MediaType.JSON, "Accept", "text/html", "Accept", "application/*;q=0.3"));
    assertFalse(isAccepted(MediaType.JSON, "Accept", "text/html", "Accept", ""));
    assertTrue(isAccepted(MediaType.JSON), "who says nothing accepts everything");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json,true",
    "Application/JSON; charset=utf-8,true",
    "' application/json ;x',true",
    "text/plain,false",
    "application/jsonp,false",
    "'',false"
  })
  void whatIsSentIsJsonIfItSaysSo(String type, boolean expected) {
    assertEquals(expected, MediaType.JSON.isSentBy(Requests.of("POST", "/", "Content-Type", type)));
    assertFalse(MediaType.JSON.isSentBy(Requests.of("POST", "/")));
  }
}
