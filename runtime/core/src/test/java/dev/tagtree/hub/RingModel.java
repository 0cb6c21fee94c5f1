// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The sequential specification of {@link RingThreads}: what one thread after the other may see of a
 * ring. Event n, counted from 1, follows position n - 1.
 */
public final class RingModel {
  private long added;
  private long published;
  private long dropped;

  /** The newest are kept, and what is dropped is dropped before it is replaced. */
  public void add() {
    added++;
    dropped = Math.max(dropped, added - RingThreads.KEPT);
  }

  public void publish() {
    published = added;
  }

  /** {@return up to where a loop has to look} */
  public long head() {
    return published;
  }

  /**
   * {@return what a client at a position is told: all that was published behind it, or that nothing
   * is proven}
   */
  public String resume(int position) {
    if (position > published) {
      return "ahead";
    }
    return position < dropped ? "gap" : events(position + 1);
  }

  /** {@return the same for a client whose data was requested when event {@code n} came} */
  public String since(int n) {
    return n <= dropped ? "gap" : events(n);
  }

  private String events(long first) {
    return LongStream.rangeClosed(first, published)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(" "));
  }
}
