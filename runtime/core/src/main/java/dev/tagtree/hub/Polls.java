// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.log.Cursor;
import java.time.Duration;

/**
 * Answers clients that cannot have a stream, each with what the first bytes of one would say.
 * Nothing of a client is kept.
 *
 * <p>It is called by any thread, not on a loop's: a loop lives as long as it has connections. One
 * poll is answered at a time; what it needs of the past is shared as that of a loop is.
 */
final class Polls implements Viewpoint {
  /** Until the next poll, in milliseconds, where there is more to say; the client adds chance. */
  private static final int MORE_MILLIS = 1_000;

  private final EventRing ring;
  private final Herd herd;
  private final HubSettings settings;
  private final HubCounters counters;

  // Guarded by this.
  private final PollPace pace;
  private final Recall recall;
  private final Run run;
  private EventRing.Head head;

  Polls(EventRing ring, Herd herd, HubSettings settings, HubCounters counters) {
    this.ring = ring;
    this.herd = herd;
    this.settings = settings;
    this.counters = counters;
    this.pace = new PollPace(settings);
    this.recall = new Recall(ring);
    this.run = new Run(ring);
    this.head = ring.head();
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
    head = ring.head();
    Filter filter = Filter.of(subscription.filter());
    Past past = Past.of(subscription.resume(), filter, this);
    Reason lost = past.verdict() == Verdict.RESYNC ? past.reason() : null;
    long after = Math.max(pace.next(now()), away);
    run.collect(filter, past.seq(), past.end(), scanned());
    lost = lost == null ? run.lost() : lost;
    boolean more = lost == null && run.next() < past.end();
    Cursor id = more ? run.last().cursor() : position();
    PollAnswer answer = new PollAnswer(past.verdict(), client, settings, id);
    run.forEach(answer::add);
    if (lost != null) {
      counters.resync(lost);
      answer.resync(id, lost, herd.resync(lost, now()));
    }
    byte[] json = answer.end(isCurrent(), more ? MORE_MILLIS : after);
    counters.polls.increment();
    counters.deliveries.add(run.size());
    counters.bytes.add(json.length);
    return json;
  }

  private boolean isCurrent() {
    return now() - ring.verified() < settings.lately().toNanos();
  }

  @Override
  public EventRing ring() {
    return ring;
  }

  @Override
  public Recall recall() {
    return recall;
  }

  @Override
  public HubSettings settings() {
    return settings;
  }

  @Override
  public long scanned() {
    return head.seq();
  }

  @Override
  public Cursor position() {
    return head.cursor();
  }

  @Override
  public long now() {
    return settings.nanoTime().getAsLong();
  }
}
