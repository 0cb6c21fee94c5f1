// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests without a server, and what a door would do for them. */
final class Requests {
  private Requests() {}

  /**
   * {@return a request}
   *
   * @param target path and query
   * @param headers names and values in turn
   */
  static Request of(String method, String target, String... headers) {
    int mark = target.indexOf('?');
    String query = mark < 0 ? "" : target.substring(mark + 1);
    Map<String, List<String>> parameters = new TreeMap<>();
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      add(parameters, decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
    }
    Map<String, List<String>> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < headers.length; i += 2) {
      add(named, headers[i], headers[i + 1]);
    }
    String path = mark < 0 ? target : target.substring(0, mark);
    return new Request(method, path, query, parameters::get, named::get);
  }

  static Request get(String target, String... headers) {
    return of("GET", target, headers);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  private static void add(Map<String, List<String>> values, String name, String value) {
    values.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
  }

  /** {@return what is answered in the end, when everything in between is done} */
  static Answer answer(Reply reply, String body) {
    if (reply instanceof Reply.Later later) {
      return answer(later.work().get(), body);
    }
    if (reply instanceof Reply.Upload upload) {
      byte[] bytes = body.getBytes(UTF_8);
      int read = Math.min(bytes.length, upload.maxBytes() + 1);
      return answer(upload.work().apply(Arrays.copyOf(bytes, read)), body);
    }
    return (Answer) reply;
  }

  static Answer answer(Reply reply) {
    return answer(reply, "");
  }

  static String text(Answer answer) {
    return new String(answer.body(), UTF_8);
  }

  /** Checks that an answer is a sentence of its own. */
  static void assertRefused(int status, Answer answer) {
    assertEquals(status, answer.status(), text(answer));
    assertEquals("text/plain; charset=utf-8", answer.headers().get("Content-Type"));
    assertEquals("nosniff", answer.headers().get("X-Content-Type-Options"));
    assertEquals("no-store", answer.headers().get("Cache-Control"));
    assertTrue(text(answer).matches("[A-Z][^\n]+\\.\n"), text(answer));
    assertTrue(text(answer).length() < 200, text(answer));
  }
}
