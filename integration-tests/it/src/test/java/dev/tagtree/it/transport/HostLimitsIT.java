// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.transport;

import static dev.tagtree.it.transport.Transport.IMPATIENCE_MILLIS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagtree.it.Impatient;
import dev.tagtree.it.wire.EventStream;
import dev.tagtree.kit.Patience;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xnio.Options;

/** Limits that a host application sets on its connections, for requests that end. */
@Impatient
class HostLimitsIT {
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "IMPATIENT.*")
  void streamOfItsOwnConnectionOutlivesEachLimit(Transport transport) {
    assertOutlives(transport, Duration.ofHours(1), transport::configure);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "HTTP_2.*")
  void heartbeatsKeepAnHttp2StreamWithinTheLimitsOfItsConnection(Transport transport) {
    assertOutlives(
        transport,
        Duration.ofMillis(IMPATIENCE_MILLIS / 4),
        server ->
            server
                .setSocketOption(Options.WRITE_TIMEOUT, IMPATIENCE_MILLIS)
                .setServerOption(UndertowOptions.IDLE_TIMEOUT, IMPATIENCE_MILLIS)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IMPATIENCE_MILLIS));
  }

  /** Twice as long as the host lets an idle connection live. */
  private static void assertOutlives(
      Transport transport, Duration heartbeat, Consumer<Undertow.Builder> host) {
    try (TransportServer server =
            TransportServer.start(transport, TransportServer.quiet().heartbeat(heartbeat), host);
        EventStream stream = server.open("")) {
      stream.expect("hello");
      Patience.pause(Duration.ofMillis(2 * IMPATIENCE_MILLIS));
      server.invalidate("todos.list");
      assertEquals("todos.list", stream.expect("invalidate").tag());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "HTTP_2.*")
  void streamWhoseConnectionIsCutByItsHostLosesNothing(Transport transport) {
    try (TransportServer server =
        TransportServer.start(
            transport,
            TransportServer.quiet(),
            host -> host.setSocketOption(Options.READ_TIMEOUT, IMPATIENCE_MILLIS))) {
      String cursor;
      try (EventStream stream = server.open("")) {
        cursor = stream.expect("hello").cursor();
        assertThrows(AssertionError.class, stream::next, "cut");
      }
      server.invalidate("todos.list");
      try (EventStream stream = server.resume("", cursor)) {
        stream.expect("hello"); // replayed, or live before the event came
        assertEquals("todos.list", stream.next().tag());
      }
    }
  }
}
