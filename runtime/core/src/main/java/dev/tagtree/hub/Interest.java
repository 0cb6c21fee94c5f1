// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A count by path of what was invalidated and of what was ever wanted, to find what does not meet.
 * Written by all threads.
 *
 * <p>Who names the root tag looks on, as the Playground does, and makes nothing wanted. Who names
 * no tag wants everything.
 */
final class Interest {
  /** Most paths of each kind. Others are not counted; if more are wanted, nothing is unwanted. */
  static final int MAX_PATHS = HubSettings.MAX_PATHS;

  /** What the trees declare, groups too; empty if there are none. */
  private final Set<String> declared = new HashSet<>();

  private final Map<String, LongAdder> invalidated = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> unknown = new ConcurrentHashMap<>();
  private final Set<String> wanted = ConcurrentHashMap.newKeySet();
  private volatile boolean everything;

  Interest(List<Tag> trees) {
    for (Tag tree : trees) {
      for (Tag leaf : Tag.resolve(tree)) {
        for (String path = Tag.path(leaf); !path.isEmpty(); path = parent(path)) {
          declared.add(path);
        }
      }
    }
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /** Somebody has said that this may have changed. */
  void invalidated(Tag tag) {
    String path = Tag.path(tag);
    if (!path.isEmpty()) { // the root is everybody's
      count(invalidated, path, 1);
    }
  }

  /** Somebody in this JVM listens to this. */
  void listens(Tag tag) {
    String path = Tag.path(tag);
    if (path.isEmpty()) {
      everything = true;
    } else {
      wants(path);
    }
  }

  /** A client asks for this. */
  void subscribes(Collection<Tag> filter) {
    if (filter.isEmpty()) {
      everything = true;
    }
    for (Tag tag : filter) {
      subscribes(Tag.path(tag), 1);
    }
  }

  /** So many ask for this already; the empty path is that of those who want everything. */
  void subscribe(Map<String, Integer> subscriptions) {
    if (subscriptions.containsKey("")) {
      everything = true;
    }
    subscriptions.forEach(this::subscribes);
  }

  private void subscribes(String path, int count) {
    if (path.isEmpty()) {
      return;
    }
    if (!declared.isEmpty() && !declared.contains(path)) {
      count(unknown, path, count);
    }
    wants(path);
  }

  private void wants(String path) {
    if (wanted.size() < MAX_PATHS) {
      wanted.add(path);
    } else if (!wanted.contains(path)) {
      everything = true; // nobody could tell any more
    }
  }

  private static void count(Map<String, LongAdder> counts, String path, int count) {
    LongAdder counted = counts.get(path);
    if (counted == null && counts.size() < MAX_PATHS) {
      counted = counts.computeIfAbsent(path, first -> new LongAdder());
    }
    if (counted != null) {
      counted.add(count);
    }
  }

  DeadTags dead() {
    Map<String, Long> unwanted = new HashMap<>();
    if (!everything && !wanted.isEmpty()) {
      invalidated.forEach(
          (path, count) -> {
            if (wanted.stream().noneMatch(other -> overlap(path, other))) {
              unwanted.put(path, count.sum());
            }
          });
    }
    Map<String, Long> strange = new HashMap<>();
    unknown.forEach((path, count) -> strange.put(path, count.sum()));
    return new DeadTags(unwanted, strange);
  }

  /** {@return whether tags of these paths can overlap: one of them is the other's beginning} */
  private static boolean overlap(String a, String b) {
    String longer = a.length() > b.length() ? a : b;
    String shorter = a.length() > b.length() ? b : a;
    return longer.startsWith(shorter)
        && (longer.length() == shorter.length() || longer.charAt(shorter.length()) == '.');
  }
}
