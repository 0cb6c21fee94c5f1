// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients and loops that what is kept has overtaken: a resync for those whom it concerned. */
class OvertakenTest {
  private final Rig rig = Rig.keeping(16);

  @Test
  void aClientThatWasOvertakenGetsOneResyncAndNothingFromBefore() {
    Rig.Client client = rig.connected();
    client.outlet.room = () -> 0;
    rig.invalidate("a.x");
    rig.invalidate(Rig.numbered(0, 10));
    rig.invalidate(Rig.numbered(10, 20));
    client.takesAll();
    List<SseEvent> events = client.outlet.take();
    assertEquals(List.of("resync overflow"), SseEvent.inBrief(events));
    assertEquals(rig.hub.cursor().toString(), events.get(0).id());
    rig.invalidate("a.y");
    assertEquals(List.of("a.y"), client.news());
  }

  @Test
  void aClientThatWasOvertakenInsideAnEventGetsTheRestOfItFirst() {
    Rig.Client client = rig.connected();
    int[] room = {30};
    client.outlet.room =
        () -> {
          int now = room[0];
          room[0] = 0;
          return now;
        };
    rig.invalidate("a.x");
    assertTrue(client.outlet.cutShort());
    rig.invalidate(Rig.numbered(0, 15));
    rig.invalidate(Rig.numbered(15, 30));
    client.takesAll();
    assertEquals(List.of("a.x", "resync overflow"), client.news());
  }

  @Test
  void whatDoesNotConcernAQuietClientNeverOvertakesIt() {
    Rig.Client client = rig.connected("b.x");
    for (int i = 0; i < 100; i++) {
      rig.invalidate("a.x");
    }
    rig.invalidate("b.x");
    assertEquals(List.of("b.x"), client.news());
    assertEquals(0, rig.hub.stats().allResyncs());
  }

  @Test
  void aLoopThatWasOvertakenMakesThoseResyncWhomItConcerned() {
    FakeIoThread slow = rig.newThread();
    Rig.Client overtaken = rig.connect(slow, "a.x");
    Rig.Client quiet = rig.connect(slow, "b.x");
    Rig.Client last = rig.connect(slow, "a.z");
    Rig.Client other = rig.connected("a.x");
    List.of(overtaken, quiet, last).forEach(Rig.Client::news);
    rig.invalidate("a.x");
    rig.invalidate(Rig.numbered(0, 15)); // a.x(0) is a.x of another release
    rig.invalidate("a.y", "a.z");
    slow.runAll();
    assertEquals(List.of("resync overflow"), overtaken.news());
    assertEquals(List.of(), quiet.news());
    assertEquals(List.of("a.z"), last.news());
    assertEquals(16, other.news().size());
    rig.invalidate("b.x", "a.x");
    slow.runAll();
    assertEquals(List.of("a.x"), overtaken.news());
    assertEquals(List.of("b.x"), quiet.news());
  }

  @Test
  void aLoopThatWasOvertakenByTooManyDifferentTagsMakesAllResync() {
    FakeIoThread slow = rig.newThread();
    Rig.Client quiet = rig.connect(slow, "b.x");
    quiet.news();
    for (int i = 0; i < Unseen.MAX_TAGS + 16; i += 16) {
      rig.invalidate(Rig.numbered(i, i + 16));
    }
    slow.runAll();
    assertEquals(List.of(), quiet.news());
    for (int i = 0; i < Unseen.MAX_TAGS + 64; i += 16) {
      rig.invalidate(Rig.numbered(i, i + 16));
    }
    slow.runAll();
    assertEquals(List.of("resync overflow"), quiet.news());
  }
}
