// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.log.Cursor;
import java.time.Duration;

/**
 * The past of a client: what it has missed, decided before anything is written to it; never a part
 * of it.
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

  static Past of(Subscription.Resume resume, Filter filter, Viewpoint view) {
    if (resume instanceof Subscription.Resume.From from) {
      return from.cursor()
          .map(cursor -> since(cursor, filter, view))
          .orElseGet(() -> resync(Reason.GAP, view));
    }
    if (resume instanceof Subscription.Resume.Aged aged) {
      return aged.age()
          .filter(age -> !age.isNegative() && age.compareTo(MAX_AGE) <= 0)
          .map(age -> since(age, filter, view))
          .orElseGet(() -> resync(Reason.GAP, view));
    }
    return head(Verdict.NEW, Reason.GAP, view);
  }

  /** {@return whether a client knows more of this history than lies before a position} */
  static boolean isAhead(Subscription.Resume resume, Cursor position) {
    return resume instanceof Subscription.Resume.From from
        && from.cursor().filter(position::isBefore).isPresent();
  }

  private static Past since(Cursor cursor, Filter filter, Viewpoint view) {
    Cursor position = view.head().cursor();
    if (!cursor.isSameHistoryAs(position)) {
      return resync(Reason.EPOCH, view);
    }
    if (position.isBefore(cursor)) {
      return resync(Reason.GAP, view);
    }
    EventRing ring = view.ring();
    Past past = from(ring.firstAbove(cursor.offset(), view.head().seq()), filter, view);
    return ring.keepsAllAfter(cursor) ? past : resync(Reason.GAP, view);
  }

  private static Past since(Duration age, Filter filter, Viewpoint view) {
    long requested = view.now() - age.plus(HubSettings.AGE_MARGIN).toNanos();
    EventRing ring = view.ring();
    Past past = from(ring.firstSince(requested, view.head().seq()), filter, view);
    return ring.keepsAllSince(requested) ? past : resync(Reason.GAP, view);
  }

  private static Past from(long first, Filter filter, Viewpoint view) {
    Recall.Range range = view.recall().find(filter, first, view.head().seq());
    return range.isEmpty()
        ? head(Verdict.LIVE, Reason.GAP, view)
        : new Past(Verdict.REPLAYED, range.first(), range.end(), Reason.GAP);
  }

  private static Past resync(Reason reason, Viewpoint view) {
    return head(Verdict.RESYNC, reason, view);
  }

  private static Past head(Verdict verdict, Reason reason, Viewpoint view) {
    return new Past(verdict, view.head().seq(), view.head().seq(), reason);
  }
}
