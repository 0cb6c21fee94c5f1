// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.Subscription.Resume;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients share a thread and a hub, and nobody who takes much, comes or goes is in the way. */
class SharingTest {
  /** Several times what is written in one turn. */
  private static final int MANY = 3 * TagHub.MAX_TAGS_PER_CALL;

  @Test
  void aClientThatIsDueMuchGetsAllOfItAndOthersHaveTheirTurnInBetween() {
    Rig rig = new Rig();
    Rig.Client much = rig.connect();
    Rig.Client little = rig.connect("b.x");
    much.news();
    little.news();
    List<Rig.Client> turns = new ArrayList<>();
    much.outlet.whileWriting = () -> turns.add(much);
    little.outlet.whileWriting = () -> turns.add(little);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      expected.add("a.x(" + i + ")");
      rig.hub.invalidate(Tag.parse("a.x(" + i + ")"));
    }
    rig.invalidate("b.x");
    expected.add("b.x");
    assertEquals(expected, much.news());
    assertEquals(List.of("b.x"), little.news());
    assertTrue(turns.indexOf(little) < turns.lastIndexOf(much), "one waits for all of the other");
  }

  @Test
  void aLargeAudienceThatIsToldOnceGetsAllThatOneScanFindsAndNoMore() {
    Rig rig = new Rig();
    List<Rig.Client> audience = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      audience.add(rig.connect("a.*"));
    }
    audience.forEach(Rig.Client::news);
    rig.invalidate("a.x(1)", "b.x", "a.x(2)", "a.x(3)");
    for (Rig.Client client : audience) {
      assertEquals(List.of("a.x(1)", "a.x(2)", "a.x(3)"), client.news());
    }
  }

  @Test
  void clientsThatAreAdmittedAtTheSameTimeDoNotExceedTheLimitTogether() {
    Rig rig = new Rig(hub -> hub.maxConnections(1));
    FakeIoThread other = rig.newThread();
    Rig.Client second = new Rig.Client();
    rig.meanwhile =
        () -> {
          if (second.thread == null) {
            rig.connect(second, other, new Resume.Fresh());
          }
        };
    Rig.Client first = rig.connect();
    assertEquals(List.of("retry", "hello new"), first.news());
    assertEquals(List.of("retry", "bye"), second.news());
    assertEquals(1, rig.hub.stats().connections());
  }

  @Test
  void whoPublishesTouchesNoConnectionHoweverManyThereAre() {
    Rig rig = new Rig();
    for (int i = 0; i < 500; i++) {
      rig.connect().outlet.failure = new IllegalStateException("touched");
    }
    rig.thread.runAll();
    rig.hub.invalidate(Tag.parse("a.x"));
    assertEquals(0, rig.thread.waiting());
    rig.step();
    assertEquals(1, rig.thread.waiting());
    assertEquals(500, rig.hub.stats().connections());
  }

  @Test
  void nothingIsKeptOfAClientThatLeft() {
    Rig rig = new Rig();
    rig.connect("a.x"); // keeps the thread's part of the hub
    List<WeakReference<Connection>> left = new ArrayList<>();
    for (String filter : List.of("a.x", "a.*", "a.y(*)", "*")) {
      Rig.Client client = rig.connect(filter);
      rig.invalidate("a.x");
      client.leave();
      left.add(new WeakReference<>(client.connection));
    }
    rig.invalidate("a.x");
    for (int i = 0; i < 10 && left.stream().anyMatch(gone -> gone.get() != null); i++) {
      System.gc();
    }
    assertEquals(List.of(), left.stream().filter(gone -> gone.get() != null).toList());
  }
}
