// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole answer; for doors.
 *
 * @param status of HTTP
 * @param headers each once, by name; the door adds those of the transport, such as the length
 * @param body empty for none; shared, so nobody writes into it. A door does not send it to HEAD,
 *     but tells its length
 */
public record Answer(int status, Map<String, String> headers, byte[] body) implements Reply {
  private static final byte[] NOTHING = {};

  /** Takes a copy of the headers, not of the body. */
  public Answer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** {@return an answer without headers and without a body} */
  static Answer empty(int status) {
    return new Answer(status, Map.of(), NOTHING);
  }

  /** {@return one line of text, which repeats nothing of the request, and which nobody stores} */
  static Answer line(int status, String line) {
    return fresh(status, "text/plain; charset=utf-8", (line + "\n").getBytes(UTF_8));
  }

  /** {@return what says which methods there are} */
  static Answer notAllowed(String methods, String line) {
    return line(405, line).with("Allow", methods);
  }

  /** {@return JSON that nobody stores} */
  static Answer json(byte[] body) {
    return fresh(200, MediaType.JSON.toString(), body);
  }

  private static Answer fresh(int status, String type, byte[] body) {
    return new Answer(status, Map.of(), body)
        .with("Content-Type", type)
        .with("Cache-Control", "no-store")
        .with("X-Content-Type-Options", "nosniff");
  }

  /** {@return the same with one more header} */
  Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  /** {@return another answer with the headers of this one before its own} */
  Answer and(Answer answer) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(answer.headers);
    return new Answer(answer.status, all, answer.body);
  }
}
