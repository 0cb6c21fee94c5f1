// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import dev.tagtree.log.ForwardingLog;
import dev.tagtree.log.InvalidationLog;
import dev.tagtree.log.LogUnavailableException;
import dev.tagtree.log.MemoryLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A node's way to a log that other nodes share; it may be cut, or lead to nowhere at first. */
public final class SharedLog extends ForwardingLog {
  /** The log that all nodes share. */
  final MemoryLog engine;

  /** True while the engine does not answer. */
  volatile boolean down;

  /** True while it takes what it is given, and does not say so. */
  volatile boolean mute;

  /** Thrown by the next append, once. */
  volatile RuntimeException refusal;

  /** The number of tags of each append that the engine took. */
  final List<Integer> appends = new ArrayList<>();

  /** A way to an engine of its own. */
  public SharedLog() {
    this(MemoryLog.create());
  }

  SharedLog(MemoryLog engine) {
    this.engine = engine;
  }

  /** {@return the tags that the engine has, in order} */
  List<String> tags() {
    try {
      return engine.read(engine.oldest(), Integer.MAX_VALUE, Duration.ZERO).entries().stream()
          .map(entry -> entry.tag().toString())
          .toList();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Override
  protected InvalidationLog log() {
    return engine;
  }

  private void ask() {
    if (down) {
      throw new LogUnavailableException("cut", new IOException("by the test"));
    }
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Cursor append(List<Tag> tags) {
    ask();
    RuntimeException refused = refusal;
    if (refused != null) {
      refusal = null;
      throw refused;
    }
    synchronized (appends) {
      appends.add(tags.size());
    }
    Cursor cursor = engine.append(tags);
    if (mute) {
      throw new LogUnavailableException("mute", new IOException("by the test"));
    }
    return cursor;
  }

  @Override
  public Cursor head() {
    ask();
    return engine.head();
  }

  @Override
  public Cursor oldest() {
    ask();
    return engine.oldest();
  }

  @Override
  public Batch read(Cursor after, int max, Duration wait) throws InterruptedException {
    ask();
    return engine.read(after, max, wait);
  }

  @Override
  public void close() {}
}
