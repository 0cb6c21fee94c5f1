// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.hub.SseEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client that comes and goes: what it offered and what it was told, to be
 * compared with the log afterwards. The client's thread writes it, the test reads it when that has
 * ended.
 */
final class Visit {
  static final List<String> VERDICTS = List.of("new", "live", "replayed", "resync");

  /** The invalidation that overlaps every filter and ends a last visit. */
  static final String END = "*";

  /** Cursors that no server gave out. */
  private static final List<String> NONSENSE =
      List.of("nonsense", "elsewhere-1", "-", "A-1", "x".repeat(200));

  /** Invalidations under way on all publishers, appended but not counted yet, at the most. */
  private static final int UNCOUNTED = 16;

  /** Something with a position: an event, or an entry of the log. */
  record Seen(String name, long offset, String tag) {}

  /** Waits until the log is so long. */
  interface Patience {
    void await(int length) throws InterruptedException;
  }

  private final List<String> filter;
  private final @Nullable String offered;
  private final int retained;
  private final List<Seen> seen = new ArrayList<>();
  private final List<String> cursors = new ArrayList<>();
  private String verdict = "";
  private @Nullable String helloCursor;
  private int appendedAtHello;

  Visit(List<String> filter, @Nullable String offered, int retained) {
    this.filter = filter;
    this.offered = offered;
    this.retained = retained;
  }

  /** {@return a tag that nobody else publishes} */
  static String tag(Random random, String unique) {
    return switch (random.nextInt(16)) {
      case 0 -> "area(*).item(" + unique + ")";
      case 1 -> "single(" + unique + ").*";
      case 2, 3 -> "other.item(" + unique + ")";
      default -> "area(" + random.nextInt(6) + ").item(" + unique + ")";
    };
  }

  /** {@return what a client wants: everything, or up to three tags} */
  static List<String> filter(Random random) {
    List<String> filter = new ArrayList<>();
    for (int i = random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(3); i > 0; i--) {
      filter.add(
          switch (random.nextInt(5)) {
            case 0 -> "other.*";
            case 1 -> "later.version";
            case 2 -> "area(*).item(0-0-0)";
            case 3 -> "area(" + random.nextInt(6) + ").item(*)";
            default -> "area(" + random.nextInt(6) + ").*";
          });
    }
    return filter;
  }

  /** {@return the cursor to come back with: mostly the latest, null for none} */
  static @Nullable String offer(Random random, List<String> remembered) {
    int choice = random.nextInt(10);
    if (remembered.isEmpty() || choice == 0) {
      return null;
    }
    return switch (choice) {
      case 1 -> NONSENSE.get(random.nextInt(NONSENSE.size()));
      case 2 -> remembered.get(random.nextInt(remembered.size()));
      default -> remembered.get(remembered.size() - 1);
    };
  }

  /** Comes, perhaps stalls, reads some events, and leaves in one way or another. */
  void run(WireServer server, Random random, Patience patience, IntSupplier logged, IntSupplier all)
      throws InterruptedException {
    try (RawConnection stream = open(server, random)) {
      hello(stream, all);
      if (random.nextInt(6) == 0) {
        patience.await(logged.getAsInt() + random.nextInt(6 * retained));
      }
      for (int left = random.nextInt(40); left > 0 && !quiet(); left--) {
        take(stream.next());
      }
      if (random.nextBoolean()) {
        stream.reset();
      }
    }
  }

  /** Comes for good: reads until the end mark. */
  void runToTheEnd(WireServer server, Random random, IntSupplier all, Runnable greeted) {
    try (RawConnection stream = open(server, random)) {
      hello(stream, all);
      greeted.run();
      do {
        take(stream.next());
      } while (seen.isEmpty() || !seen.get(seen.size() - 1).tag().equals(END));
    }
  }

  /** {@return whether the last thing heard was that there is nothing to hear} */
  private boolean quiet() {
    return !seen.isEmpty() && seen.get(seen.size() - 1).name().equals("heartbeat");
  }

  private RawConnection open(WireServer server, Random random) {
    StringBuilder query = new StringBuilder("v=1");
    filter.forEach(tag -> query.append("&tag=").append(tag));
    List<String> headers = new ArrayList<>();
    if (offered != null && random.nextBoolean()) {
      headers.add("Last-Event-ID: " + offered);
    } else if (offered != null) {
      query.append("&cursor=").append(offered);
    }
    return RawConnection.narrow(
        server.port(), WireServer.target(query.toString()), headers.toArray(String[]::new));
  }

  private void hello(RawConnection stream, IntSupplier all) {
    SseEvent hello = stream.hello();
    appendedAtHello = all.getAsInt();
    verdict = hello.verdict();
    helloCursor = hello.id();
    if (helloCursor != null) {
      cursors.add(helloCursor);
    }
  }

  private void take(SseEvent event) {
    cursors.add(event.cursor());
    seen.add(new Seen(event.name(), event.offset(), event.is("invalidate") ? event.tag() : ""));
  }

  /** {@return every cursor it was given, in order} */
  List<String> cursors() {
    return cursors;
  }

  String verdict() {
    return verdict;
  }

  /** Compares with the log: everything wanted came, in order and once, or a resync after it. */
  void check(List<Seen> log) {
    long position = start(log);
    for (Seen event : seen) {
      boolean beat = event.name().equals("heartbeat");
      assertTrue(beat ? position <= event.offset() : position < event.offset(), this::toString);
      if (event.name().equals("invalidate")) {
        assertTrue(wants(event.tag()), () -> "not wanted: " + event + " in " + this);
        assertEquals(event, log.get(index(log, event.offset()) - 1), this::toString);
        assertNothingWanted(log, position, event.offset() - 1);
      } else if (beat) {
        assertNothingWanted(log, position, event.offset());
      } else {
        assertEquals("resync", event.name(), this::toString);
      }
      position = event.offset();
    }
  }

  /** {@return the position that the verdict claims} */
  private long start(List<Seen> log) {
    boolean nonsense = offered != null && NONSENSE.contains(offered);
    boolean proven = verdict.equals("live") || verdict.equals("replayed");
    assertEquals(offered == null, verdict.equals("new"), this::toString);
    assertTrue(!nonsense || verdict.equals("resync"), this::toString);
    assertEquals(verdict.equals("new") || verdict.equals("live"), helloCursor != null);
    if (proven && offered != null) {
      long from = SseEvent.offset(offered);
      if (helloCursor == null) {
        // a resync instead: what it missed fell off the log before its turn to write came
        assertTrue(seen.isEmpty() || !seen.get(0).name().equals("heartbeat"), this::toString);
        return from;
      }
      assertNothingWanted(log, from, SseEvent.offset(helloCursor));
    }
    if (verdict.equals("resync")) {
      assertTrue(seen.isEmpty() || seen.get(0).name().equals("resync"), this::toString);
      if (offered != null && !nonsense) {
        int behind = appendedAtHello + UNCOUNTED - index(log, SseEvent.offset(offered));
        assertTrue(behind > retained / 2, () -> "needless, " + behind + " behind: " + this);
      }
      return -1;
    }
    return SseEvent.offset(cursors.get(0));
  }

  private void assertNothingWanted(List<Seen> log, long after, long upTo) {
    for (int i = index(log, after); i < index(log, upTo); i++) {
      String lost = log.get(i).tag();
      assertTrue(!wants(lost), () -> "lost: " + lost + " in " + this);
    }
  }

  private boolean wants(String tag) {
    Tag invalidated = Tag.parse(tag);
    return filter.isEmpty()
        || filter.stream().anyMatch(wanted -> Tag.overlaps(Tag.parse(wanted), invalidated));
  }

  /** {@return how many entries are at or below this offset} */
  private static int index(List<Seen> log, long offset) {
    int found =
        Collections.binarySearch(
            log, new Seen("", offset, ""), (a, b) -> Long.compare(a.offset(), b.offset()));
    return found < 0 ? -found - 1 : found + 1;
  }

  @Override
  public String toString() {
    return filter + " offered " + offered + ": " + verdict + " " + helloCursor + " " + seen;
  }
}
