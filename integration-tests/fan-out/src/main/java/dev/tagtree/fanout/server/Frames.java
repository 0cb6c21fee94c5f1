// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** The frames of the other servers: as many bytes as TagTree, the same words in the same places. */
final class Frames {
  /** So that a client knows at once that it is connected. */
  static final String GREETING = ": hi\n\n";

  private Frames() {}

  /** {@return the tags that a request to publish names} */
  static List<String> tags(String body) {
    return body.lines().filter(line -> !line.isEmpty()).toList();
  }

  /** {@return the data of one event} */
  static String data(String tag) {
    return "{\"at\":\"fanout-bench-1795345968852400\",\"event\":\"invalidate\",\"tags\":[\""
        + tag
        + "\"],\"from\":\""
        + tag
        + "\",\"spread\":0}";
  }

  /** {@return one event as it is sent} */
  static byte[] frame(String tag) {
    return ("data: " + data(tag) + "\n\n").getBytes(UTF_8);
  }
}
