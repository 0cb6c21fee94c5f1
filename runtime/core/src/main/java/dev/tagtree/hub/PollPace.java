// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

/**
 * The pace at which clients that poll come again. Nothing is kept of such clients, so it is their
 * requests that are counted: those above {@link #POLLS_PER_SECOND} make the others wait longer,
 * until all together ask that often. Confined to one thread at a time.
 */
final class PollPace {
  /** How many polls one node answers a second, about. */
  static final int POLLS_PER_SECOND = 2_500;

  /** Between two polls of a client, when there are few; random by a quarter either way. */
  static final int USUAL_MILLIS = 4_000;

  /** The longest that a client waits, random as well; it would not wait for over 10 minutes. */
  static final int LONGEST_MILLIS = 400_000;

  private final HubSettings settings;

  /** Polls that came faster than they should. */
  private final Backlog backlog = new Backlog(POLLS_PER_SECOND);

  PollPace(HubSettings settings) {
    this.settings = settings;
  }

  /** {@return in how many milliseconds a client comes again}, which has polled now */
  long next(long nanos) {
    double late = Math.max(0, backlog.add(nanos) - POLLS_PER_SECOND) * 1_000 / POLLS_PER_SECOND;
    long millis = (long) Math.min(USUAL_MILLIS + late, LONGEST_MILLIS);
    return millis * 3 / 4 + settings.chance(millis / 2 + 1);
  }
}
