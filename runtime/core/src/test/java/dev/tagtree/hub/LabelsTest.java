// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a hub tells those who debug: where invalidations came from, and what is wanted. */
class LabelsTest {
  private final Rig rig = new Rig();

  /** A call from a class outside of the hub's package is one from this JDK class here. */
  private static void outside(Runnable call) {
    List.of(1).forEach(one -> call.run());
  }

  private Label last() {
    List<Label> labels = rig.hub.insight().labels();
    return labels.get(labels.size() - 1);
  }

  @Test
  void nothingIsRememberedUnlessSomebodyWantsToKnow() {
    rig.invalidate("a.x");
    assertEquals(List.of(), rig.hub.insight().labels());
    rig.hub.insight().keepLabels();
    rig.invalidate("a.y");
    rig.hub.insight().keepLabels();
    assertEquals(1, rig.hub.insight().labels().size(), "asking again forgets nothing");
  }

  @Test
  void labelNamesTheCallerTheTagsAndThePosition() {
    rig.hub.insight().keepLabels();
    outside(() -> rig.hub.invalidate(Rig.tags("a.x", "a.y")));
    Label label = last();
    assertTrue(
        label.site().matches("ImmutableCollections\\.\\w+\\.forEach:\\d+|Iterable\\.forEach:\\d+"),
        label.site());
    assertEquals(List.of(Rig.tags("a.x", "a.y")), label.tags());
    assertEquals(rig.log.head(), label.cursor());
  }

  /** What an application may call instead of the hub. */
  private static final class Plumbing {
    static void invalidate(TagHub hub) {
      List.of(1).forEach(one -> hub.invalidate(Rig.tags("a.x")));
    }
  }

  @Test
  void labelNamesWhoCalledThePlumbing() {
    rig.hub.insight().keepLabels(List.of(1).getClass(), Iterable.class, Plumbing.class);
    Optional.of(1).ifPresent(one -> Plumbing.invalidate(rig.hub));
    assertTrue(last().site().startsWith("Optional.ifPresent:"), last().site());
  }

  @Test
  void labelsAreBoundedInNumber() {
    rig.hub.insight().keepLabels();
    for (int i = 0; i <= Labels.MAX_LABELS; i++) {
      rig.hub.invalidate(Tag.parse("a.x" + i));
    }
    List<Label> labels = rig.hub.insight().labels();
    assertEquals(Labels.MAX_LABELS, labels.size());
    assertEquals(Rig.tags("a.x1")[0], labels.get(0).tags().get(0));
  }

  @Test
  void labelsAreBoundedInTags() {
    rig.hub.insight().keepLabels();
    rig.hub.invalidate(Rig.tags("a.x"));
    rig.hub.invalidate(Rig.tags("a.y"));
    rig.hub.invalidate(Collections.nCopies(Labels.MAX_TAGS - 1, Tag.parse("a.z")));
    assertEquals(List.of("a.y", "a.z"), firstTags());
    rig.hub.invalidate(Collections.nCopies(Labels.MAX_TAGS, Tag.parse("a.w")));
    assertEquals(List.of("a.w"), firstTags());
  }

  private List<String> firstTags() {
    return rig.hub.insight().labels().stream()
        .map(label -> label.tags().get(0).toString())
        .toList();
  }

  @Test
  void siteIsCutWhereItIsTooLong() {
    String site = "x".repeat(Label.MAX_SITE_CHARACTERS + 1);
    Label label = new Label(site, List.of(), rig.log.head(), java.time.Instant.EPOCH);
    assertEquals(Label.MAX_SITE_CHARACTERS, label.site().length());
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
