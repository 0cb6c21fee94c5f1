// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.hub.EventEncoder.Reason;
import dev.tagtree.hub.EventEncoder.Verdict;
import dev.tagtree.log.Cursor;
import java.time.Duration;

/**
 * What a client has missed, decided before anything is written to it; never a part of it.
 *
 * <p>The ring goes on while it is looked at. So it is asked at the end whether it still keeps all
 * that was needed, and only then is anything proven.
 *
 * @param verdict what {@code hello} says
 * @param seq the first event of the ring that the connection looks at
 * @param end behind the last event that it has to look at
 * @param reason why a resync follows; counts only then
 */
record Past(Verdict verdict, long seq, long end, Reason reason) {
  /** A client that is older than this has no age; it keeps the arithmetic far from overflow. */
  private static final Duration MAX_AGE = Duration.ofDays(36_500);

  static Past of(Subscription.Resume resume, Filter filter, Loop loop) {
    if (resume instanceof Subscription.Resume.From from) {
      return from.cursor()
          .map(cursor -> since(cursor, filter, loop))
          .orElseGet(() -> resync(Reason.GAP, loop));
    }
    if (resume instanceof Subscription.Resume.Aged aged) {
      return aged.age()
          .filter(age -> !age.isNegative() && age.compareTo(MAX_AGE) <= 0)
          .map(age -> since(age, filter, loop))
          .orElseGet(() -> resync(Reason.GAP, loop));
    }
    return head(Verdict.NEW, Reason.GAP, loop);
  }

  /** {@return whether a client knows more of this history than the loop does, as yet} */
  static boolean isAhead(Subscription.Resume resume, Loop loop) {
    return resume instanceof Subscription.Resume.From from
        && from.cursor()
            .filter(cursor -> cursor.epoch().equals(loop.position().epoch()))
            .filter(cursor -> loop.position().offset() < cursor.offset())
            .isPresent();
  }

  private static Past since(Cursor cursor, Filter filter, Loop loop) {
    if (!cursor.epoch().equals(loop.position().epoch())) {
      return resync(Reason.EPOCH, loop);
    }
    if (cursor.offset() > loop.position().offset()) {
      return resync(Reason.GAP, loop);
    }
    EventRing ring = loop.ring();
    Past past = from(ring.firstAbove(cursor.offset(), loop.scanned()), filter, loop);
    return ring.keepsAllAfter(cursor) ? past : resync(Reason.GAP, loop);
  }

  private static Past since(Duration age, Filter filter, Loop loop) {
    long requested = loop.now() - age.plus(loop.settings().ageMargin()).toNanos();
    EventRing ring = loop.ring();
    Past past = from(ring.firstSince(requested, loop.scanned()), filter, loop);
    return ring.keepsAllSince(requested) ? past : resync(Reason.GAP, loop);
  }

  private static Past from(long first, Filter filter, Loop loop) {
    Recall.Range range = loop.recall().find(filter, first, loop.scanned());
    return range.isEmpty()
        ? head(Verdict.LIVE, Reason.GAP, loop)
        : new Past(Verdict.REPLAYED, range.first(), range.end(), Reason.GAP);
  }

  private static Past resync(Reason reason, Loop loop) {
    return head(Verdict.RESYNC, reason, loop);
  }

  private static Past head(Verdict verdict, Reason reason, Loop loop) {
    return new Past(verdict, loop.scanned(), loop.scanned(), reason);
  }
}
