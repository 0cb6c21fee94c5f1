// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.hub.SseEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which invalidations reach a connection that asked for some tags only. */
class FilterIT {
  /** Overlaps every filter, so it ends what a test publishes. */
  private static final String END = "*";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // the table of the specification, row by row
        "todos.list; todos.list todos.*",
        "todos.byId(1); todos.byId(1) todos.byId(*) todos.*",
        "todos.byId(2); todos.byId(*) todos.*",
        "todos.byId(*); todos.byId(1) todos.byId(*) todos.*",
        "todos.*; todos.list todos.byId(1) todos.byId(*) todos.*",
        "notes.list; ''",
        "notes.*; ''",
        "todo.*; ''",
        "todosX.list; ''",
        "todos; todos.list todos.byId(1) todos.byId(*) todos.*",
        "todos.byId; todos.byId(1) todos.byId(*) todos.*",
        "todos.byId(1).history; todos.byId(1) todos.byId(*) todos.*",
        "todos.byId(1,2); todos.byId(1) todos.byId(*) todos.*",
        "todos.byId(%2A); todos.byId(*) todos.*",
      })
  void filterAndInvalidationMeetInBothDirections(String invalidated, String reached) {
    List<String> expected = reached.isEmpty() ? List.of() : List.of(reached.split(" "));
    List<String> filters = List.of("todos.list", "todos.byId(1)", "todos.byId(*)", "todos.*");
    try (WireServer server = WireServer.start()) {
      List<RawConnection> streams = new ArrayList<>();
      for (String filter : filters) {
        RawConnection stream = server.events("tag=" + filter);
        stream.hello();
        streams.add(stream);
      }
      server.publish(invalidated);
      server.publish(END);
      List<String> actual = new ArrayList<>();
      for (int i = 0; i < streams.size(); i++) {
        if (untilEnd(streams.get(i)).equals(List.of(invalidated))) {
          actual.add(filters.get(i));
        }
        streams.get(i).close();
      }
      assertEquals(expected, actual);
    }
  }

  @Test
  void partialWildcardsMatchValueByValue() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("tag=org(acme).range(2024-01-01,*)")) {
      stream.hello();
      server.publish("org(acme).range(2024-01-01,2024-02-01)");
      server.publish("org(acme).range(2024-01-02,2024-02-01)");
      server.publish("org(acme).range(*,2024-02-01)");
      server.publish("org(other).range(2024-01-01,2024-02-01)");
      server.publish("org(*).range(2024-01-01,*)");
      server.publish("org(other).*");
      server.publish("org(acme).*");
      server.publish("org(*).*");
      server.publish("org(acme).members.list");
      server.publish(END);
      assertEquals(
          List.of(
              "org(acme).range(2024-01-01,2024-02-01)",
              "org(acme).range(*,2024-02-01)",
              "org(*).range(2024-01-01,*)",
              "org(acme).*",
              "org(*).*"),
          untilEnd(stream));
    }
  }

  @Test
  void severalTagsAreOneFilterAndAnEventComesOnce() {
    try (WireServer server = WireServer.start();
        RawConnection stream =
            server.events("tag=todos.byId(1)&tag=todos.*&tag=todos.byId(1)&tag=notes.list")) {
      stream.hello();
      server.publish("todos.byId(1)", "notes.byId(1)", "notes.list");
      server.publish(END);
      assertEquals(List.of("todos.byId(1)", "notes.list"), untilEnd(stream));
    }
  }

  @Test
  void unknownPathsAreAllowed() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("tag=later.version(7).leaf")) {
      assertEquals(200, stream.status());
      stream.hello();
      server.publish("todos.list", "later.version(7).leaf", "later.version(8).leaf");
      server.publish(END);
      assertEquals(List.of("later.version(7).leaf"), untilEnd(stream));
    }
  }

  @Test
  void queryIsUrlDecodedOnceAndTheTagStaysEncoded() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("tag=todos.byId%28a%2520b%29")) {
      assertEquals(200, stream.status(), "the tag is todos.byId(a%20b)");
      stream.hello();
      server.publish("todos.byId(a)", "todos.byId(a%20b)", "todos.byId(a%2520b)");
      server.publish(END);
      assertEquals(List.of("todos.byId(a%20b)"), untilEnd(stream));
    }
  }

  @Test
  void noFilterWantsEverything() {
    try (WireServer server = WireServer.start();
        RawConnection all = server.events("");
        RawConnection root = server.events("tag=*")) {
      all.hello();
      root.hello();
      server.publish("todos.list", "anything(1).at.all");
      server.publish(END);
      List<String> expected = List.of("todos.list", "anything(1).at.all");
      assertEquals(expected, untilEnd(all));
      assertEquals(expected, untilEnd(root));
    }
  }

  @Test
  void groupThatOverlapsIsSentWholeToAFilterForOneLeaf() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("tag=todos.list")) {
      stream.hello();
      server.hub().invalidate(SampleTree.TODOS);
      SseEvent event = stream.nextEvent();
      assertEquals(List.of("todos.byId(*)", "todos.list", "todos.summary"), event.tags());
    }
  }

  /** {@return what came before the end mark} */
  private static List<String> untilEnd(RawConnection stream) {
    List<String> tags = new ArrayList<>();
    for (String tag = stream.nextEvent().tag(); !tag.equals(END); tag = stream.nextEvent().tag()) {
      tags.add(tag);
    }
    return tags;
  }
}
