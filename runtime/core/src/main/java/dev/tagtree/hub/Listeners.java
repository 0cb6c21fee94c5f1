// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Callbacks in this JVM, such as server-side caches. Told by the tail, one after the other. */
final class Listeners {
  private static final System.Logger LOGGER = System.getLogger("dev.tagtree.hub");

  private record Listener(Tag tag, Consumer<? super Tag> told) {}

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final HubCounters counters;

  Listeners(HubCounters counters) {
    this.counters = counters;
  }

  Listening add(Tag tag, Consumer<? super Tag> told) {
    Listener listener = new Listener(tag, told);
    listeners.add(listener);
    return () -> listeners.removeIf(other -> other == listener);
  }

  /** {@return what they listen to} */
  List<Tag> tags() {
    return listeners.stream().map(Listener::tag).toList();
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  void invalidated(Tag tag) {
    for (Listener listener : listeners) {
      if (Tag.overlaps(listener.tag(), tag)) {
        tell(listener, tag);
      }
    }
  }

  void resync() {
    for (Listener listener : listeners) {
      tell(listener, listener.tag());
    }
  }

  private void tell(Listener listener, Tag tag) {
    try {
      listener.told().accept(tag);
    } catch (Throwable failure) {
      // Errors too: the others, and the connections, are told all the same.
      counters.listenerFailures.increment();
      LOGGER.log(
          System.Logger.Level.WARNING,
          () -> "a listener for '" + listener.tag() + "' failed",
          failure);
    }
  }
}
