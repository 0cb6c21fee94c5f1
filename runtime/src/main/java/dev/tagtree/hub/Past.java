// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.hub.EventEncoder.Reason;
import dev.tagtree.hub.EventEncoder.Verdict;
import dev.tagtree.log.Cursor;
import java.time.Duration;

/**
 * What a client has missed, decided before anything is written to it; never a part of it.
 *
 * @param verdict what {@code hello} says
 * @param cursor the first event of the ring that the connection looks at
 * @param reason why a resync follows; counts only then
 */
record Past(Verdict verdict, long cursor, Reason reason) {
  static Past of(Subscription.Resume resume, Filter filter, Loop loop) {
    if (resume instanceof Subscription.Resume.From from) {
      return from.cursor().map(cursor -> since(cursor, filter, loop)).orElseGet(() -> gap(loop));
    }
    if (resume instanceof Subscription.Resume.Aged aged) {
      return aged.age().map(age -> since(age, filter, loop)).orElseGet(() -> gap(loop));
    }
    return new Past(Verdict.NEW, loop.scanned(), Reason.GAP);
  }

  private static Past since(Cursor cursor, Filter filter, Loop loop) {
    if (!cursor.epoch().equals(loop.position().epoch())) {
      return new Past(Verdict.RESYNC, loop.scanned(), Reason.EPOCH);
    }
    boolean known =
        cursor.offset() >= loop.ring().floor().cursor().offset()
            && cursor.offset() <= loop.position().offset();
    return known
        ? from(loop.ring().firstAbove(cursor.offset(), loop.scanned()), filter, loop)
        : gap(loop);
  }

  private static Past since(Duration age, Filter filter, Loop loop) {
    long requested = loop.now() - age.plus(loop.settings().ageMargin()).toNanos();
    return loop.ring().floor().nanos() - requested >= 0
        ? gap(loop)
        : from(loop.ring().firstSince(requested, loop.scanned()), filter, loop);
  }

  private static Past from(long seq, Filter filter, Loop loop) {
    for (long at = seq; at < loop.scanned(); at++) {
      Event event = loop.ring().get(at);
      if (event == null) {
        return gap(loop); // fell off while it was looked at
      }
      if (filter.concerns(event.tag())) {
        return new Past(Verdict.REPLAYED, at, Reason.GAP);
      }
    }
    return loop.ring().floor().seq() > seq
        ? gap(loop)
        : new Past(Verdict.LIVE, loop.scanned(), Reason.GAP);
  }

  private static Past gap(Loop loop) {
    return new Past(Verdict.RESYNC, loop.scanned(), Reason.GAP);
  }
}
