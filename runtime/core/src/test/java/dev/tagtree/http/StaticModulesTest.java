// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The browser's files: what they are served as, and that nothing else can be reached. */
class StaticModulesTest {
  private static final StaticModules CLIENT = StaticModules.client(List.of(new Served()));
  private static final StaticModules PLAYGROUND = StaticModules.playground();

  private static byte[] resource(String name) throws Exception {
    try (InputStream in =
        StaticModulesTest.class.getResourceAsStream("/META-INF/tagtree/" + name)) {
      return in.readAllBytes();
    }
  }

  private static Answer answer(StaticModules modules, String path, String... headers) {
    return modules.at(path).orElseThrow().answer(Requests.get(path, headers));
  }

  @ParameterizedTest
  @CsvSource({
    "core.js,text/javascript",
    "core.d.ts,text/plain",
    "poll.js,text/javascript",
    "share.js,text/javascript",
    "share.d.ts,text/plain",
    "source.js,text/javascript",
    "state.js,text/javascript",
    "tags.js,text/javascript",
    "debug.js,text/javascript",
    "debug.d.ts,text/plain",
    "trace.js,text/javascript",
    "trace.d.ts,text/plain",
    "schedule.js,text/javascript",
    "schedule.d.ts,text/plain",
    "tanstack.js,text/javascript",
    "tanstack.d.ts,text/plain",
    "rtk.js,text/javascript",
    "rtk.d.ts,text/plain",
    "swr.js,text/javascript",
    "swr.d.ts,text/plain"
  })
  void modulesAreServedAsWhatTheyAre(String name, String type) throws Exception {
    assertServed(answer(CLIENT, "/" + name), type, resource(name));
  }

  @Test
  void whatIsGeneratedOfATreeIsServedBesideThem() throws Exception {
    assertServed(
        answer(CLIENT, "/com.example.Served.js"),
        "text/javascript",
        resource("contracts/com.example.Served.js"));
    assertEquals(Optional.empty(), StaticModules.client(List.of()).at("/com.example.Served.js"));
  }

  @ParameterizedTest
  @CsvSource({
    "index.html,text/html",
    "playground.css,text/css",
    "playground.js,text/javascript",
    "view.js,text/javascript",
    "dom.js,text/javascript",
    "field.js,text/javascript",
    "keys.js,text/javascript",
    "explain.js,text/javascript",
    "schema.js,text/javascript",
    "tag.js,text/javascript",
    "faults.js,text/javascript",
    "tabs.js,text/javascript",
    "server.js,text/javascript",
    "events.js,text/javascript",
    "sandbox.js,text/javascript",
    "icon.svg,image/svg+xml"
  })
  void thePlaygroundIsServedAsWhatItIs(String name, String type) throws Exception {
    String path = "/playground/" + name;
    assertServed(answer(PLAYGROUND, path), type, resource("playground/" + name));
    assertEquals(Optional.empty(), CLIENT.at(path), "not without its permission");
  }

  private static void assertServed(Answer answer, String type, byte[] bytes) {
    assertEquals(200, answer.status());
    assertEquals(type + "; charset=utf-8", answer.headers().get("Content-Type"));
    assertEquals("nosniff", answer.headers().get("X-Content-Type-Options"));
    assertEquals("no-cache", answer.headers().get("Cache-Control"));
    assertArrayEquals(bytes, answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/core",
        "core.js",
        "//core.js",
        "/core.js/",
        "/./core.js",
        "/README.md",
        "/LICENSE",
        "/package.json",
        "/x/../core.js",
        "/../tagtree/core.js",
        "/playground/../core.js",
        "/playground/core.js",
        "/playground/",
        "/contracts/com.example.Served.js",
        "/com.example.Served.json",
        "/com.example.Other.js",
        "/com.example.Served.class",
        "/CORE.JS",
        "/core.js\0",
        "/core.js\n",
        "/\0core.js",
        "/..\\core.js",
        "/core.d.js",
        "/nothing.js"
      })
  void nothingElseCanBeReached(String path) {
    assertEquals(Optional.empty(), CLIENT.at(path));
    assertEquals(Optional.empty(), PLAYGROUND.at(path));
  }

  @Test
  void aFileIsReadOnce() {
    assertSame(CLIENT.at("/core.js").orElseThrow(), CLIENT.at("/core.js").orElseThrow());
  }

  @Test
  void aModuleThatDidNotChangeIsNotSentAgain() {
    String etag = answer(CLIENT, "/core.js").headers().get("ETag");
    assertTrue(etag.matches("\"[0-9a-f]{24}\""), etag);
    Answer same = answer(CLIENT, "/core.js", "If-None-Match", etag);
    assertEquals(304, same.status());
    assertEquals(
        Map.of("ETag", etag, "Cache-Control", "no-cache", "X-Content-Type-Options", "nosniff"),
        same.headers());
    assertEquals(0, same.body().length);
    assertEquals(200, answer(CLIENT, "/core.js", "If-None-Match", "\"other\"").status());
    assertEquals(200, answer(CLIENT, "/tanstack.js", "If-None-Match", etag).status());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'\"v\"',true",
        "'W/\"v\"',true",
        "'\"other\", W/\"v\"',true",
        "'junk, \"v\"',true",
        "'\" v \"',true",
        "'\"v',true",
        "'W\"v\"',true",
        "'Wx, \"v\"',false",
        "'*',false",
        "'\"*\"',true",
        "'v',false",
        "'W',false",
        "'\"',false",
        "'\"V\"',false",
        "'',false"
      })
  void aVersionIsFoundInWhatAClientHas(String list, boolean known) {
    Request request = Requests.get("/core.js", "If-None-Match", list);
    assertEquals(known, new EntityTag("v").isKnownTo(request), list);
  }
}
