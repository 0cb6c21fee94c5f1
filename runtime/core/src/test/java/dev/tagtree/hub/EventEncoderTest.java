// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagtree.Tag;
import dev.tagtree.log.Cursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bytes of each event are those of PROTOCOL.md: SSE frames around one line of JSON. */
class EventEncoderTest {
  private static final Cursor ID = new Cursor("k3x9f2", 1_795_345_968_852_326L);
  private static final HubSettings SETTINGS =
      new HubSettings(
          List.of("com.example.App#9f31", "com.example.Größe#1", "com.example.𝔄#2"),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofHours(1),
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          1,
          0,
          10,
          new Machine(System::nanoTime, SplittableRandom::new, nanos -> {}, false));

  private final EventEncoder encoder = new EventEncoder();

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  /** Reads bytes as a strict client does. */
  private static List<SseEvent> read(byte[] bytes) {
    String text = text(bytes);
    assertTrue(text.endsWith("\n\n"), text);
    List<SseEvent> events = new ArrayList<>();
    for (String block : text.substring(0, text.length() - 2).split("\n\n", -1)) {
      events.add(SseEvent.parse(block));
    }
    return events;
  }

  private static SseEvent only(byte[] bytes) {
    List<SseEvent> events = read(bytes);
    assertEquals(1, events.size());
    return events.get(0);
  }

  @Test
  void aLeafIsNamedTwice() {
    assertEquals(
        """
        id: k3x9f2-1795345968852326
        event: invalidate
        data: {"tags":["todos.byId(1)"],"from":"todos.byId(1)","spread":0}

        """,
        text(encoder.invalidate(ID, Tag.parse("todos.byId(1)"), 0).bytes()));
  }

  @Test
  void aGroupIsNamedBesideItsLeaves() {
    assertEquals(
        """
        id: k3x9f2-1795345968852326
        event: invalidate
        data: {"tags":["todos.byId(*)","todos.list"],"from":"todos.*","spread":250}

        """,
        text(encoder.invalidate(ID, TestTree.TODOS, 250).bytes()));
  }

  @Test
  void aGroupWithoutItsTreeIsNamedAlone() {
    SseEvent event = only(encoder.invalidate(ID, Tag.parse("todos.*"), 0).bytes());
    assertEquals("[\"todos.*\"]", event.data().get("tags").toString());
  }

  @Test
  void upTo64LeavesAreListed() {
    assertEquals(64, tags(TestTree.wide(64, 10)));
    assertEquals(1, tags(TestTree.wide(65, 10)));
    assertEquals(0, tags(TestTree.wide(0 + 1, 10)) - 1);
  }

  @Test
  void leavesThatMakeAnEventTooLongAreNotListed() {
    assertEquals(64, tags(TestTree.wide(64, 240)));
    assertEquals(1, tags(TestTree.wide(64, 260)));
  }

  private int tags(Tag tag) {
    byte[] event = encoder.invalidate(ID, tag, Herd.MAX_SPREAD_MILLIS).bytes();
    assertTrue(event.length <= EventEncoder.MAX_EVENT_BYTES, () -> event.length + " bytes");
    return only(event).data().get("tags").size();
  }

  @Test
  void theLongestTagFitsAnEvent() {
    String value = "%C3%BC".repeat(42);
    Tag longest = Tag.parse(("a(" + value + "," + value + "," + value + "," + value + ")"));
    Cursor id = new Cursor("z".repeat(44), Long.MAX_VALUE);
    byte[] event = encoder.invalidate(id, longest, Herd.MAX_SPREAD_MILLIS).bytes();
    assertTrue(event.length < EventEncoder.MAX_EVENT_BYTES);
    assertEquals(longest.toString(), only(event).text("from"));
  }

  @Test
  void theMembersOfTheDataAreWhatStandsBetweenItsBraces() {
    for (Tag tag : List.of(Tag.parse("*"), TestTree.APP, TestTree.wide(64, 240))) {
      Frame event = encoder.invalidate(ID, tag, 7);
      assertEquals(
          "id: " + ID + "\nevent: invalidate\ndata: {" + event.members() + "}\n\n",
          text(event.bytes()));
    }
  }

  @Test
  void anEventThatWasBrokenOffLeavesNothingInTheNext() {
    String expected = text(encoder.invalidate(ID, TestTree.TODOS, 0).bytes());
    assertThrows(NullPointerException.class, () -> encoder.invalidate(null, TestTree.TODOS, 0));
    assertEquals(expected, text(encoder.invalidate(ID, TestTree.TODOS, 0).bytes()));
  }

  @Test
  void everyTagIsTheSameInJson() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder value = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        value.append("%").append("%02X".formatted(random.nextInt(1, 0x2D)));
      }
      Tag tag = Tag.parse("t" + i + ".a(" + value + ")");
      assertEquals(
          tag.toString(),
          only(encoder.invalidate(ID, tag, Herd.MAX_SPREAD_MILLIS).bytes()).text("from"));
    }
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void helloHasAnIdOnlyIfThatPositionIsServed(Verdict verdict) {
    List<SseEvent> events = read(EventEncoder.hello(2_713, ID, verdict, "9d1k2m", SETTINGS));
    assertEquals("2713", events.get(0).retry());
    SseEvent hello = events.get(1);
    boolean served = verdict == Verdict.LIVE || verdict == Verdict.NEW;
    assertEquals(served ? ID.toString() : null, hello.id());
    assertEquals("hello " + verdict.name().toLowerCase(Locale.ROOT), hello.brief());
  }

  @Test
  void helloIsThatOfTheProtocol() {
    assertEquals(
        """
        retry: 2713

        id: k3x9f2-1795345968852326
        event: hello
        data: {"v":1,"verdict":"live","heartbeat":15000,"margin":1000,"client":"9d1k2m",\
        "schema":["com.example.App#9f31","com.example.Größe#1","com.example.𝔄#2"]}

        """,
        text(EventEncoder.hello(2_713, ID, Verdict.LIVE, "9d1k2m", SETTINGS)));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void aResyncSaysWhy(Reason reason) {
    assertEquals(
        """
        id: k3x9f2-1795345968852326
        event: resync
        data: {"reason":"%s","spread":1500}

        """
            .formatted(reason.name().toLowerCase(Locale.ROOT)),
        text(EventEncoder.resync(ID, reason, 1_500)));
  }

  @Test
  void aHeartbeatSaysWhetherTheNodeIsCurrent() {
    for (boolean current : new boolean[] {true, false}) {
      assertEquals(
          """
          id: k3x9f2-1795345968852326
          event: heartbeat
          data: {"current":%s}

          """
              .formatted(current),
          text(EventEncoder.heartbeat(ID, current)));
    }
  }

  @Test
  void goodbyesHaveNoIdAndSayWhenToComeBack() {
    assertEquals("event: bye\ndata: {\"after\":2713}\n\n", text(EventEncoder.bye(2_713)));
    assertEquals(
        "retry: 27130\n\nevent: bye\ndata: {\"after\":27130}\n\n",
        text(EventEncoder.refusal(27_130)));
  }
}
