// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.wire;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A response's status line and headers, as they came. */
record ResponseHead(String statusLine, int status, Map<String, String> headers) {
  /** Reads the head from the text before the blank line. */
  static ResponseHead parse(String text) {
    List<String> lines = List.of(text.split("\r\n"));
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon), line.substring(colon + 1).trim(), (a, b) -> a + ", " + b);
    }
    return new ResponseHead(lines.get(0), Integer.parseInt(lines.get(0).substring(9, 12)), headers);
  }

  /** {@return as in a request line} */
  String version() {
    return statusLine.substring(0, statusLine.indexOf(' '));
  }

  /** {@return the value, all lines of that name joined; empty if there is none} */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
