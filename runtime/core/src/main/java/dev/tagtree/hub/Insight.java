// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The view into one node for those who debug an application: who invalidates, who wants what, and
 * what nobody wants. It remembers nothing unless it is asked to. Thread-safe.
 */
public final class Insight {
  /** Most paths that an I/O thread counts for {@link #subscriptions}; it ignores others. */
  public static final int MAX_PATHS = HubSettings.MAX_PATHS;

  private final List<Tag> trees;
  private final Loops loops;
  private final Listeners listeners;

  // Null until somebody wants to know.
  private volatile @Nullable CallSites callSites;
  private volatile @Nullable Interest interest;

  Insight(List<Tag> trees, Loops loops, Listeners listeners) {
    this.trees = trees;
    this.loops = loops;
    this.listeners = listeners;
  }

  /**
   * Remembers from now on which code calls {@link TagHub#invalidate}, for {@link #callSites}: for
   * development, as it costs each call a look at the stack. Once it does, calling it again changes
   * nothing.
   *
   * @param plumbing classes through which the application invalidates, if it does: what is
   *     remembered is who called these
   */
  public synchronized void keepCallSites(Class<?>... plumbing) {
    callSites = callSites == null ? new CallSites(List.of(plumbing)) : callSites;
  }

  /**
   * {@return the latest calls of {@link TagHub#invalidate} on this node, the oldest first; none
   * unless {@link #keepCallSites} was called}
   *
   * <p>At most 256, and the older ones of them are forgotten where they have more than {@link
   * TagHub#MAX_TAGS_PER_CALL} tags together.
   */
  public List<CallSite> callSites() {
    CallSites remembered = callSites;
    return remembered == null ? List.of() : remembered.latest();
  }

  /**
   * Remembers from now on which paths are invalidated and wanted, for {@link #deadTags}: for
   * development, as it costs each invalidation and each subscription a look-up. Call it before
   * clients come. Idempotent.
   */
  public void keepDeadTags() {
    Interest remembered = new Interest(trees);
    synchronized (this) {
      if (interest != null) {
        return;
      }
      interest = remembered;
    }
    listeners.tags().forEach(remembered::listens);
    subscriptions().thenAccept(remembered::subscribe);
    listeners.add(Tag.root(), remembered::invalidated);
  }

  /**
   * {@return the paths that were invalidated on any node and that nobody on this one has wanted,
   * and those that were wanted and that no tree declares; none unless {@link #keepDeadTags} was
   * called}
   */
  public DeadTags deadTags() {
    Interest remembered = interest;
    return remembered == null ? DeadTags.NONE : remembered.dead();
  }

  /**
   * {@return how many subscriptions there are on this node, by {@link Tag#path path}; the empty
   * path counts connections that want everything}
   *
   * <p>Each I/O thread counts its own, soon, and at most {@value #MAX_PATHS} paths; one that does
   * not come to it within a second is left out.
   */
  public CompletableFuture<Map<String, Integer>> subscriptions() {
    List<CompletableFuture<Map<String, Integer>>> counts = new ArrayList<>();
    loops.forEach(
        loop -> counts.add(loop.subscriptions().completeOnTimeout(Map.of(), 1, TimeUnit.SECONDS)));
    return CompletableFuture.allOf(counts.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> {
              Map<String, Integer> all = new TreeMap<>();
              for (CompletableFuture<Map<String, Integer>> count : counts) {
                count.join().forEach((path, size) -> all.merge(path, size, Integer::sum));
              }
              return all;
            });
  }

  // Called by the hub.

  /** Somebody invalidated; called on that thread. */
  void called(List<Tag> tags, CompletableFuture<Cursor> appended) {
    CallSites remembered = callSites;
    if (remembered != null) {
      String site = remembered.site();
      appended.thenAccept(cursor -> remembered.add(site, tags, cursor));
    }
  }

  /** Somebody wants these tags; none for all. */
  void subscribes(List<Tag> filter) {
    Interest remembered = interest;
    if (remembered != null) {
      remembered.subscribes(filter);
    }
  }

  /** A listener wants this tag. */
  void listens(Tag tag) {
    Interest remembered = interest;
    if (remembered != null) {
      remembered.listens(tag);
    }
  }
}
