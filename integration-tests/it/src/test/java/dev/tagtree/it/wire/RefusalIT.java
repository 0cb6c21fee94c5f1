// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that get no stream: a status, and one short sentence without the input. */
class RefusalIT {
  /** The most tags in one filter, as the protocol says. */
  private static final int MOST_TAGS = 128;

  /** The longest query string, as the protocol says. */
  private static final int LONGEST_QUERY = 16_384;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tag=",
        "tag=zzq..zzq",
        "tag=zzq(",
        "tag=zzq(%41)",
        "tag=zzq(%2541)",
        "tag=%3Cscript%3Ezzq%3C/script%3E",
        "tag=zzq(%0d%0aX-Injected:%20zzq)",
        "tag=zzq(a+b)",
        "tag=zzq(a%20b)",
        "tag=.zzq",
        "tag=zzq.",
        "tag=**",
        "tag=1zzq",
        "tag=todos.list&tag=zzq(",
      })
  void malformedTagIsABadRequest(String query) {
    if (query.equals("tag=zzq(%41)")) {
      query = "tag=zzq(%25)"; // decodes to a lone percent sign
    }
    try (WireServer server = WireServer.start()) {
      assertRefused(server, 400, "GET /tags/events?" + query);
    }
  }

  @Test
  void tagBeyondItsLimitsIsABadRequest() {
    try (WireServer server = WireServer.start()) {
      assertRefused(server, 400, "GET /tags/events?tag=zzq(" + "a".repeat(257) + ")");
      assertRefused(server, 400, "GET /tags/events?tag=zzq(" + "a,".repeat(16) + "a)");
      assertRefused(server, 400, "GET /tags/events?tag=zzq" + ".zzq".repeat(16));
      assertRefused(server, 400, "GET /tags/events?tag=" + "z".repeat(1025));
    }
  }

  @Test
  void tooManyTagsAreABadRequest() {
    try (WireServer server = WireServer.start()) {
      String most = "tag=zzq.a" + "&tag=zzq.a".repeat(MOST_TAGS - 1);
      assertRefused(server, 400, "GET /tags/events?" + most + "&tag=zzq.a");
      assertRefused(server, 400, "GET /tags/events?" + most + "&tag=zzq".repeat(800));
      try (RawConnection response =
          server.send("GET /tags/events?" + most + "&tag=zzq".repeat(1500))) {
        assertEquals(400, response.status(), "by Undertow itself: more than 1,000 parameters");
      }
      try (RawConnection stream = server.events(most)) {
        assertEquals("new", stream.hello().verdict());
      }
    }
  }

  @Test
  void oversizedQueryIsABadRequest() {
    try (WireServer server = WireServer.start()) {
      String most = "other=" + "z".repeat(LONGEST_QUERY - 6);
      assertRefused(server, 400, "GET /tags/events?" + most + "z");
      assertRefused(server, 400, "GET /tags/events?" + most + "z".repeat(100_000));
      try (RawConnection stream = server.events(most)) {
        assertEquals("new", stream.hello().verdict());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html| 406",
        "application/json, text/plain| 406",
        "image/*| 406",
        "text/event-stream;q=0| 406",
        "text/event-stream| 200",
        "TEXT/Event-Stream| 200",
        "text/*| 200",
        "*/*| 200",
        "text/html, */*;q=0.1| 200",
        "application/json, text/event-stream;q=0.5| 200",
      })
  void acceptDecidesWhetherAStreamIsWanted(String accept, int status) {
    try (WireServer server = WireServer.start()) {
      if (status == 200) {
        try (RawConnection stream = server.events("", "Accept: " + accept)) {
          assertEquals(200, stream.status());
          assertEquals("new", stream.hello().verdict());
        }
      } else {
        assertRefused(server, status, "GET /tags/events", "Accept: " + accept);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void otherMethodsAreNotAllowed(String method) {
    try (WireServer server = WireServer.start()) {
      for (String target : List.of("/tags/events", "/tags/core.js")) {
        try (RawConnection response = server.send(method + " " + target, "Content-Length: 0")) {
          assertEquals(405, response.status());
          assertTrue(response.header("Allow").contains("GET"), response.header("Allow"));
          assertEquals("", response.header("Content-Encoding"));
        }
      }
    }
  }

  @Test
  void unknownParametersAreIgnored() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("later=1&tag=todos.*&v=2")) {
      assertEquals("new", stream.hello().verdict());
    }
  }

  private static void assertRefused(
      WireServer server, int status, String methodAndTarget, String... headers) {
    try (RawConnection response = server.send(methodAndTarget, headers)) {
      assertEquals(status, response.status(), methodAndTarget);
      assertTrue(
          response.header("Content-Type").startsWith("text/plain"),
          response.header("Content-Type"));
      assertEquals("", response.header("X-Injected"));
      String body = response.end();
      assertFalse(body.isBlank(), "a sentence says what is wrong");
      assertTrue(body.length() < 300, body);
      assertFalse(body.contains("zzq"), body);
    }
  }
}
