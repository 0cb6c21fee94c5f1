// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

/**
 * The reception of one I/O thread: takes clients in or sends them away, and says to each what it
 * has missed before anything else. Confined to that thread.
 */
final class Reception {
  private static final int MIN_RETRY_MILLIS = 2_000;

  /** At what rate all clients of a node that is gone come back, about. */
  private static final int RECONNECTS_PER_SECOND = 2_500;

  private final Loop loop;
  private final Loops loops;
  private final EventRing ring;
  private final Herd herd;
  private final HubSettings settings;
  private final HubCounters counters;
  private final Recall recall;
  private final Parked parked;

  Reception(
      Loop loop,
      Loops loops,
      EventRing ring,
      Herd herd,
      HubSettings settings,
      HubCounters counters) {
    this.loop = loop;
    this.loops = loops;
    this.ring = ring;
    this.herd = herd;
    this.settings = settings;
    this.counters = counters;
    this.recall = new Recall(ring);
    this.parked = new Parked(loop);
  }

  /** Admits a client: now, or when the loop has come to where the client is. */
  Connection admit(Subscription subscription, Outlet outlet, String client) {
    loop.scan();
    Filter filter = Filter.of(subscription.filter());
    Connection connection = new Connection(loop, filter, outlet, loop.now() + lifetimeNanos());
    if (!parked.takes(connection, subscription.resume(), client)) {
      begin(connection, subscription.resume(), client);
    }
    loop.enter(connection);
    return connection;
  }

  /** Lets those begin that need not or may not wait any longer. */
  void releaseParked() {
    parked.release(this);
  }

  /** Decides what a client has missed, to say so before anything else. */
  void begin(Connection connection, Subscription.Resume resume, String client) {
    Viewpoint here = new Viewpoint(ring, recall, loop.head(), loop.now());
    Past past = Past.of(resume, connection.filter(), here);
    byte[] first =
        EventEncoder.hello(retryMillis(), loop.position(), past.verdict(), client, settings);
    if (past.verdict() == Verdict.REPLAYED) {
      counters.replays.increment();
    } else if (past.verdict() == Verdict.RESYNC) {
      first = EventEncoder.concat(first, resync(past.reason()));
    }
    loop.seat(connection);
    connection.begin(first, past.seq(), past.end());
  }

  /** Tells a client to come back later, and ends the response. */
  Connection refuse(Outlet outlet, byte[] refusal) {
    Connection connection = Connection.refused(loop, outlet, refusal);
    loop.enter(connection); // it is no audience: it is told nothing, and refetches nothing
    return connection;
  }

  /** {@return a resync that takes a client to where the loop is} */
  byte[] resync(Reason reason) {
    counters.resync(reason);
    return EventEncoder.resync(loop.position(), reason, herd.resync(reason, loop.now()));
  }

  /**
   * {@return how long a client waits before it comes back; random, so that all that there are now
   * come at no more than {@link #RECONNECTS_PER_SECOND}}
   */
  long retryMillis() {
    long spread = Math.max(MIN_RETRY_MILLIS, 1_000L * loops.connections() / RECONNECTS_PER_SECOND);
    return MIN_RETRY_MILLIS + settings.chance(spread);
  }

  private long lifetimeNanos() {
    long nanos = settings.maxAge().toNanos();
    return nanos - settings.chance(nanos / 10 + 1);
  }
}
