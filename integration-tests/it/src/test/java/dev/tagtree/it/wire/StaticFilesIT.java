// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The browser modules and contracts that the handler serves, and nothing beside them. */
class StaticFilesIT {
  private WireServer server;

  @BeforeEach
  void start() {
    server = WireServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"core.js", "tanstack.js", "dev.tagtree.it.wire.Sample.js"})
  void moduleIsServedAsJavaScript(String file) {
    try (RawConnection response = server.send("GET /tags/" + file)) {
      assertEquals(200, response.status());
      assertTrue(
          response.header("Content-Type").matches("text/javascript(; ?charset=(?i:utf-8))?"),
          response.header("Content-Type"));
      assertEquals("nosniff", response.header("X-Content-Type-Options"));
      assertTrue(response.header("ETag").matches("\"[^\"]+\""), response.header("ETag"));
      String body = response.end();
      assertTrue(body.contains("export"), body);
      assertEquals(
          body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length,
          Integer.parseInt(response.header("Content-Length")));
    }
  }

  @Test
  void knownVersionIsNotSentAgain() {
    String tag;
    try (RawConnection first = server.send("GET /tags/core.js")) {
      tag = first.header("ETag");
    }
    try (RawConnection again = server.send("GET /tags/core.js", "If-None-Match: " + tag)) {
      assertEquals(304, again.status());
      assertEquals(tag, again.header("ETag"));
      assertEquals("", again.end());
    }
    String list = "If-None-Match: \"other\", W/" + tag;
    try (RawConnection again = server.send("GET /tags/core.js", list)) {
      assertEquals(304, again.status());
    }
    try (RawConnection other = server.send("GET /tags/core.js", "If-None-Match: \"other\"")) {
      assertEquals(200, other.status());
    }
    try (RawConnection file = server.send("GET /tags/tanstack.js")) {
      assertNotEquals(tag, file.header("ETag"));
    }
  }

  @Test
  void browserMustAskAgainBeforeItUsesAStoredModule() {
    try (RawConnection response = server.send("GET /tags/core.js")) {
      assertTrue(response.header("Cache-Control").contains("no-cache"), "a deployment is seen");
    }
  }

  @Test
  void headGetsTheHeadOfAModule() {
    try (RawConnection get = server.send("GET /tags/core.js");
        RawConnection head = server.send("HEAD /tags/core.js")) {
      assertEquals(200, head.status());
      assertEquals(get.header("ETag"), head.header("ETag"));
      assertEquals("", head.end());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"core.d.ts", "tanstack.d.ts", "package.json"})
  void otherFilesOfThePackageAreServedOrUnknown(String file) {
    try (RawConnection response = server.send("GET /tags/" + file)) {
      assertTrue(List.of(200, 404).contains(response.status()), response.head().statusLine());
      if (response.status() == 200) {
        assertEquals("nosniff", response.header("X-Content-Type-Options"));
        assertFalse(response.header("Content-Type").isEmpty());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tags/unknown.js",
        "/tags/",
        "/tags",
        "/",
        "/core.js",
        "/other/core.js",
        "/tagsx/core.js",
        "/tags/foo/bar.js",
        "/tags/core.js/",
        "/tags/core.js/x",
        "/tags/events/",
        "/tags/events/x",
        "/tags/../core.js",
        "/tags/../../MANIFEST.MF",
        "/tags/../../../dev/tagtree/Tag.class",
        "/tags/%2e%2e/%2e%2e/%2e%2e/dev/tagtree/Tag.class",
        "/tags/..%2f..%2f..%2fdev%2ftagtree%2fTag.class",
        "/tags/..%252f..%252fMANIFEST.MF",
        "/tags/..%5c..%5cMANIFEST.MF",
        "/tags/x/../../../../dev/tagtree/Tag.class",
        "/tags//dev/tagtree/Tag.class",
        "/tags/core.js%00",
        "/tags/%00",
        "/tags/.",
        "/tags/..",
        "/tags/CORE.JS",
      })
  void everythingElseIsNotFound(String target) {
    try (RawConnection response = server.send("GET " + target)) {
      assertTrue(List.of(400, 404).contains(response.status()), response.head().statusLine());
      assertFalse(response.end().contains("\tat "), "no stack trace");
    }
  }
}
