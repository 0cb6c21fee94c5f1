// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The permission of those who sit at this machine. */
class LocalPermissionTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @Test
  void localIsThisMachineUnderItsOwnName() {
    for (String host :
        List.of("localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]", "LOCALHOST")) {
      assertTrue(LocalPermission.allows(HERE, host, List.of("Host", "Accept")), host);
    }
    for (String host :
        List.of(
            "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "0.0.0.0")) {
      assertFalse(LocalPermission.allows(HERE, host, List.of("Host")), host);
    }
  }

  @Test
  void localIsNobodyFromElsewhere() throws Exception {
    InetAddress elsewhere = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
    assertFalse(LocalPermission.allows(elsewhere, "localhost", List.of()));
    assertFalse(LocalPermission.allows(null, "localhost", List.of()), "a peer without an address");
  }

  @Test
  void localIsNothingThatWasForwarded() {
    for (String header :
        List.of("Forwarded", "x-forwarded-for", "X-Forwarded-Host", "X-REAL-IP", "via")) {
      assertFalse(LocalPermission.allows(HERE, "localhost", List.of("Host", header)), header);
    }
  }
}
