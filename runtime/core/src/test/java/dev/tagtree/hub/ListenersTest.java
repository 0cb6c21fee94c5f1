// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.ExpectedWarnings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listeners in this JVM: told first, in order, whatever one of them does. */
class ListenersTest {
  @RegisterExtension
  static final ExpectedWarnings WARNINGS = new ExpectedWarnings("dev.tagtree.hub");

  private final Rig rig = new Rig();

  @Test
  void listenersHearWhatOverlapsInOrder() {
    List<String> heard = new ArrayList<>();
    rig.hub.listen(Tag.parse("todos.byId(*)"), tag -> heard.add("any " + tag));
    rig.hub.listen(Tag.parse("todos.byId(1)"), tag -> heard.add("one " + tag));
    rig.invalidate("todos.byId(1)", "todos.byId(2)", "todos.list", "todos.*");
    assertEquals(
        List.of(
            "any todos.byId(1)",
            "one todos.byId(1)",
            "any todos.byId(2)",
            "any todos.*",
            "one todos.*"),
        heard);
  }

  @Test
  void listenersReturnBeforeConnectionsAreToldAndTheStampAdvances() {
    Rig.Client client = rig.connected();
    Cursor before = rig.hub.cursor();
    List<String> heard = new ArrayList<>();
    rig.hub.listen(
        Tag.parse("*"),
        tag -> {
          rig.thread.runAll();
          assertEquals(before, rig.hub.cursor());
          assertEquals(List.of(), client.news());
          Rig.Client late = rig.connect();
          assertEquals(before.toString(), late.outlet.take().get(1).id());
          heard.add(tag.toString());
        });
    rig.invalidate("a.x", "a.y");
    assertEquals(List.of("a.x", "a.y"), heard);
    assertEquals(0, rig.hub.stats().listenerFailures());
    assertEquals(rig.log.head(), rig.hub.cursor());
    assertEquals(List.of("a.x", "a.y"), client.news());
  }

  @Test
  void aListenerThatFailsDisturbsNobody() {
    Rig.Client client = rig.connected();
    List<Tag> heard = new ArrayList<>();
    rig.hub.listen(
        Tag.parse("a.*"),
        tag -> {
          throw new IllegalStateException("for the test");
        });
    rig.hub.listen(
        Tag.parse("a.*"),
        tag -> {
          throw new StackOverflowError("for the test");
        });
    rig.hub.listen(Tag.parse("a.*"), heard::add);
    rig.invalidate("a.x");
    assertEquals(List.of(Tag.parse("a.x")), heard);
    assertEquals(List.of("a.x"), client.news());
    assertEquals(2, rig.hub.stats().listenerFailures());
  }

  @Test
  void aListenerMayInvalidateListenAndStop() {
    List<String> heard = new ArrayList<>();
    Listening[] own = new Listening[1];
    own[0] =
        rig.hub.listen(
            Tag.parse("a.x"),
            tag -> {
              own[0].close();
              rig.hub.listen(Tag.parse("b.x"), more -> heard.add("new " + more));
              rig.hub.invalidate(Tag.parse("b.x"));
              heard.add("own " + tag);
            });
    rig.invalidate("a.x");
    rig.invalidate("a.x");
    assertEquals(List.of("own a.x", "new b.x"), heard);
  }

  @Test
  void listeningEndsOnceHoweverOftenItIsClosed() {
    List<Tag> heard = new ArrayList<>();
    Listening one = rig.hub.listen(Tag.parse("a.x"), heard::add);
    Listening other = rig.hub.listen(Tag.parse("a.x"), heard::add);
    one.close();
    one.close();
    rig.invalidate("a.x");
    assertEquals(1, heard.size());
    other.close();
    rig.invalidate("a.x");
    assertEquals(1, heard.size());
  }

  @Test
  void aLossOfContinuityTellsListenersTheirOwnTagAndClientsToResync() {
    Rig losing = Rig.keeping(4);
    Rig.Client client = losing.connected("b.x");
    List<String> heard = new ArrayList<>();
    losing.hub.listen(Tag.parse("todos.byId(*)"), tag -> heard.add(tag.toString()));
    String before = losing.hub.cursor().toString();
    for (int i = 0; i < 5; i++) {
      losing.log.append(List.of(Tag.parse("a.x")));
    }
    losing.settle();
    assertEquals(List.of("todos.byId(*)"), heard);
    List<SseEvent> events = client.outlet.take();
    assertEquals(List.of("resync log"), SseEvent.inBrief(events));
    assertEquals(losing.log.head().toString(), events.get(0).id());
    assertEquals(1, losing.hub.stats().allResyncs());
    assertEquals("hello resync", losing.connect(Rig.from(before)).news().get(1));
    assertEquals(
        "hello live", losing.connect(Rig.from(losing.log.head().toString())).news().get(1));
  }
}
