// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import java.lang.StackWalker.StackFrame;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** The code that made the latest invalidations of this node. Thread-safe. */
final class CallSites {
  /** Most calls that are remembered; the oldest go first. */
  static final int MAX_CALLS = 256;

  /** Most tags of all remembered calls together, which one call alone may have. */
  static final int MAX_TAGS = HubSettings.MAX_TAGS_PER_CALL;

  private static final String OURS = CallSites.class.getPackageName() + ".";
  private static final StackWalker STACK = StackWalker.getInstance();

  private final List<String> plumbing;

  // Guarded by this.
  private final ArrayDeque<CallSite> calls = new ArrayDeque<>();
  private int tags;

  /** Passes over frames of these classes, and of those nested in them. */
  CallSites(List<Class<?>> plumbing) {
    this.plumbing = plumbing.stream().map(Class::getName).toList();
  }

  /** Remembers who called the hub. */
  void add(String site, List<Tag> invalidated, Cursor cursor) {
    CallSite call = new CallSite(site, invalidated, cursor, Instant.now());
    synchronized (this) {
      calls.add(call);
      tags += invalidated.size();
      while (calls.size() > MAX_CALLS || tags > MAX_TAGS) {
        tags -= calls.remove().tags().size();
      }
    }
  }

  /** {@return the calls that are remembered, the oldest first} */
  synchronized List<CallSite> latest() {
    return List.copyOf(calls);
  }

  /** {@return the caller of the hub} */
  String site() {
    return STACK.walk(
        frames ->
            frames
                .filter(frame -> !isPlumbing(frame.getClassName()))
                .findFirst()
                .map(CallSites::text)
                .orElse("unknown"));
  }

  private boolean isPlumbing(String type) {
    return type.startsWith(OURS)
        || plumbing.stream().anyMatch(name -> type.equals(name) || type.startsWith(name + "$"));
  }

  private static String text(StackFrame frame) {
    String type = frame.getClassName();
    String method = frame.getMethodName();
    if (method.startsWith("lambda$")) {
      method = method.substring("lambda$".length(), method.lastIndexOf('$')); // lambda$update$3
    }
    return type.substring(type.lastIndexOf('.') + 1).replace('$', '.')
        + "."
        + method
        + (frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "");
  }
}
