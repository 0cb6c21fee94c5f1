// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a hub tells those who debug: where invalidations came from, and what is wanted. */
class CallSitesTest {
  private final Rig rig = new Rig();

  /** A call from a class outside of the hub's package is one from this JDK class here. */
  private static void outside(Runnable call) {
    List.of(1).forEach(one -> call.run());
  }

  private CallSite last() {
    List<CallSite> calls = rig.hub.insight().callSites();
    return calls.get(calls.size() - 1);
  }

  @Test
  void nothingIsRememberedUnlessSomebodyWantsToKnow() {
    rig.invalidate("a.x");
    assertEquals(List.of(), rig.hub.insight().callSites());
    rig.hub.insight().keepCallSites();
    rig.invalidate("a.y");
    rig.hub.insight().keepCallSites();
    assertEquals(1, rig.hub.insight().callSites().size(), "asking again forgets nothing");
  }

  @Test
  void callSiteNamesTheCallerTheTagsAndThePosition() {
    rig.hub.insight().keepCallSites();
    outside(() -> rig.hub.invalidate(Rig.tags("a.x", "a.y")));
    CallSite call = last();
    assertTrue(
        call.site().matches("ImmutableCollections\\.\\w+\\.forEach:\\d+|Iterable\\.forEach:\\d+"),
        call.site());
    assertEquals(List.of(Rig.tags("a.x", "a.y")), call.tags());
    assertEquals(rig.log.head(), call.cursor());
  }

  /** What an application may call instead of the hub. */
  private static final class Plumbing {
    static void invalidate(TagHub hub) {
      List.of(1).forEach(one -> hub.invalidate(Rig.tags("a.x")));
    }
  }

  @Test
  void callSiteNamesWhoCalledThePlumbing() {
    rig.hub.insight().keepCallSites(List.of(1).getClass(), Iterable.class, Plumbing.class);
    List.of(1).stream().findFirst().ifPresent(one -> Plumbing.invalidate(rig.hub));
    assertTrue(last().site().startsWith("Optional.ifPresent:"), last().site());
  }

  @Test
  void callSitesAreBoundedInNumber() {
    rig.hub.insight().keepCallSites();
    for (int i = 0; i <= CallSites.MAX_CALLS; i++) {
      rig.hub.invalidate(Tag.parse("a.x" + i));
    }
    List<CallSite> calls = rig.hub.insight().callSites();
    assertEquals(CallSites.MAX_CALLS, calls.size());
    assertEquals(Rig.tags("a.x1")[0], calls.get(0).tags().get(0));
  }

  @Test
  void callSitesAreBoundedInTags() {
    rig.hub.insight().keepCallSites();
    rig.hub.invalidate(Rig.tags("a.x"));
    rig.hub.invalidate(Rig.tags("a.y"));
    rig.hub.invalidate(Collections.nCopies(CallSites.MAX_TAGS - 1, Tag.parse("a.z")));
    assertEquals(List.of("a.y", "a.z"), firstTags());
    rig.hub.invalidate(Collections.nCopies(CallSites.MAX_TAGS, Tag.parse("a.w")));
    assertEquals(List.of("a.w"), firstTags());
  }

  private List<String> firstTags() {
    return rig.hub.insight().callSites().stream()
        .map(call -> call.tags().get(0).toString())
        .toList();
  }

  @Test
  void siteIsCutWhereItIsTooLong() {
    String site = "x".repeat(CallSite.MAX_SITE_CHARACTERS + 1);
    CallSite call = new CallSite(site, List.of(), rig.log.head(), java.time.Instant.EPOCH);
    assertEquals(CallSite.MAX_SITE_CHARACTERS, call.site().length());
  }

  @Test
  void subscriptionsAreCountedByPathOnEveryThread() {
    FakeIoThread other = new FakeIoThread(() -> rig.nanos);
    rig.connect("a.x(1)", "a.*");
    rig.connect("a.x(2)");
    rig.connect();
    rig.connect(new Rig.Client(), other, new Subscription.Resume.Fresh(), "a.x(3)");
    CompletableFuture<Map<String, Integer>> counts = rig.hub.insight().subscriptions();
    rig.thread.runAll();
    assertEquals(false, counts.isDone(), "the other thread has not counted yet");
    other.runAll();
    assertEquals(Map.of("", 1, "a", 1, "a.x", 3), counts.join());
  }

  @Test
  void threadThatHasEndedIsNotWaitedFor() {
    rig.connect("a.x(1)");
    rig.thread.end();
    assertEquals(Map.of(), rig.hub.insight().subscriptions().join());
  }

  @Test
  void onlySoManyPathsAreCounted() {
    for (int i = 0; i < Insight.MAX_PATHS + 10; i++) {
      rig.connect("a.x" + i);
    }
    CompletableFuture<Map<String, Integer>> counts = rig.hub.insight().subscriptions();
    rig.thread.runAll();
    assertEquals(Insight.MAX_PATHS, counts.join().size());
  }
}
