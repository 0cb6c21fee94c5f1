// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagtree.it.Impatient;
import dev.tagtree.kit.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Clients that leave while nothing is sent: the server must see it by itself. */
@Impatient
class DisconnectIT {
  private static final int CLIENTS = 50;

  /** What the protocol promises; nothing is sent meanwhile, so only the close itself can tell. */
  private static final Duration LIMIT = Duration.ofSeconds(1);

  @Test
  void clientsThatCloseWhileIdleAreGoneWithoutASend() {
    assertGoneAfter(RawConnection::close);
  }

  @Test
  void clientsThatResetWhileIdleAreGoneWithoutASend() {
    assertGoneAfter(RawConnection::reset);
  }

  @Test
  void clientThatSendsMoreWithoutReadingIsNotTakenForGone() {
    try (WireServer server = WireServer.start();
        RawConnection stream = server.events("")) {
      stream.hello();
      stream.write("GET /tags/core.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100));
      server.invalidate("todos.list");
      assertEquals("todos.list", stream.expect("invalidate").tag());
      assertEquals(1, server.hub().stats().connections());
    }
  }

  private static void assertGoneAfter(Consumer<RawConnection> leaving) {
    try (WireServer server = WireServer.start();
        RawConnection staying = server.events("")) {
      staying.hello();
      List<RawConnection> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        RawConnection client = server.events("tag=todos.byId(" + i + ")");
        client.hello();
        clients.add(client);
      }
      assertEquals(CLIENTS + 1, server.hub().stats().connections());
      clients.forEach(leaving);
      Patience.until(LIMIT, () -> server.hub().stats().connections() == 1);
      assertEquals(1, server.hub().stats().connections());
      server.invalidate("todos.list");
      assertEquals("todos.list", staying.expect("invalidate").tag());
    }
  }
}
