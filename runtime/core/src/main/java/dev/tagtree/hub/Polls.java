// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.log.Cursor;
import java.time.Duration;

/**
 * Answers to clients that cannot have a stream, each with what the first bytes of one would say.
 * Nothing of a client is kept.
 *
 * <p>It is called by any thread, not on a loop's: a loop lives as long as it has connections. One
 * poll is answered at a time; what it needs of the past is shared as that of a loop is.
 */
final class Polls {
  /** Until the next poll, in milliseconds, where there is more to say; the client adds chance. */
  private static final int MORE_MILLIS = 1_000;

  private final EventRing ring;
  private final Served served;
  private final Herd herd;
  private final HubSettings settings;
  private final HubCounters counters;

  // Guarded by this.
  private final PollPace pace;
  private final Recall recall;
  private final Run run;

  Polls(EventRing ring, Served served, Herd herd, HubSettings settings, HubCounters counters) {
    this.ring = ring;
    this.served = served;
    this.herd = herd;
    this.settings = settings;
    this.counters = counters;
    this.pace = new PollPace(settings);
    this.recall = new Recall(ring);
    this.run = new Run(ring);
  }

  /** {@return how long to wait before a client is answered that comes from a node ahead} */
  Duration delay(Subscription.Resume resume) {
    return Past.isAhead(resume, ring.head().cursor()) ? settings.parkLimit() : Duration.ZERO;
  }

  /**
   * {@return what a client has missed, as much as one write of a stream holds}
   *
   * @param away it comes back after so many milliseconds, or later
   */
  synchronized byte[] answer(Subscription subscription, String client, long away) {
    Viewpoint here = new Viewpoint(ring, recall, ring.head(), settings.now());
    Filter filter = Filter.of(subscription.filter());
    Past past = Past.of(subscription.resume(), filter, here);
    long now = settings.now();
    long after = Math.max(pace.next(now), away);
    run.collect(filter, past.seq(), past.end(), here.head().seq());
    Reason lost = past.verdict() == Verdict.RESYNC ? past.reason() : run.lost();
    boolean more = lost == null && run.next() < past.end();
    Cursor id = more ? run.last().cursor() : here.head().cursor();
    PollAnswer answer = new PollAnswer(past.verdict(), client, settings, id);
    run.forEach(answer::add);
    if (lost != null) {
      counters.resync(lost);
      answer.resync(id, lost, herd.resync(lost, now));
    }
    byte[] json = answer.end(served.isCurrent(now), more ? MORE_MILLIS : after);
    counters.polls.increment();
    counters.deliveries.add(run.size());
    counters.bytes.add(json.length);
    return json;
  }
}
