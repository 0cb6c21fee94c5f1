// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

/** Requests that came faster than a rate, at a time; they drain at that rate. */
final class Backlog {
  private final int perSecond;
  private double requests;
  private long measured;

  Backlog(int perSecond) {
    this.perSecond = perSecond;
  }

  /** {@return how many there are with one more, which has come now} */
  double add(long nanos) {
    double drained = requests == 0 ? 0 : (nanos - measured) / 1e9 * perSecond;
    requests = 1 + Math.max(0, requests - drained);
    measured = nanos;
    return requests;
  }
}
