// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.log;

import dev.tagtree.Tag;
import java.time.Duration;
import java.util.List;

/** A log that does what another one does, but for what a test changes of that. */
public abstract class ForwardingLog implements InvalidationLog {
  /** {@return the other log} */
  protected abstract InvalidationLog log();

  @Override
  public Cursor append(List<Tag> tags) {
    return log().append(tags);
  }

  @Override
  public Cursor head() {
    return log().head();
  }

  @Override
  public Cursor oldest() {
    return log().oldest();
  }

  @Override
  public Batch read(Cursor after, int max, Duration wait) throws InterruptedException {
    return log().read(after, max, wait);
  }

  @Override
  public boolean isShared() {
    return log().isShared();
  }

  @Override
  public Retention retention() {
    return log().retention();
  }

  @Override
  public void close() {
    log().close();
  }
}
