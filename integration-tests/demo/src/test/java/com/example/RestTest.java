// SPDX-License-Identifier: Apache-2.0
package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The REST interface, over a socket. */
class RestTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final List<String> requests = new CopyOnWriteArrayList<>();
  @TempDir private Path directory;
  private TodoApp app;

  @BeforeEach
  void start() throws CannotStartException {
    app = TodoApp.start(options(0));
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private TodoApp.Options options(int port) {
    return new TodoApp.Options(
        port,
        directory.resolve("demo"),
        api ->
            exchange -> {
              requests.add(exchange.getRequestMethod() + " " + exchange.getRequestPath());
              api.handleRequest(exchange);
            });
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + app.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> send(String method, String path, String json) throws Exception {
    return send(method, path, BodyPublishers.ofString(json));
  }

  private HttpResponse<String> send(String method, String path, BodyPublisher body)
      throws Exception {
    return send(request(path).header("Content-Type", "application/json").method(method, body));
  }

  @Test
  void newTodoIsAnsweredWithItsPlaceAndItsFields() throws Exception {
    HttpResponse<String> created = send("POST", "/api/todos", "{\"title\":\"Buy milk\"}");

    assertEquals(201, created.statusCode());
    assertEquals("/api/todos/1", created.headers().firstValue("Location").orElseThrow());
    assertEquals("application/json", created.headers().firstValue("Content-Type").orElseThrow());
    assertEquals("{\"id\":\"1\",\"title\":\"Buy milk\",\"done\":false}", created.body());
    assertEquals(created.body(), get("/api/todos/1").body());
    assertEquals("[" + created.body() + "]", get("/api/todos").body());
  }

  @Test
  void newNoteTakesAllItsFields() throws Exception {
    String fields = "\"title\":\"Größe 🌳\",\"text\":\"a\\nb\"}";

    HttpResponse<String> created = send("POST", "/api/notes", "{" + fields);

    assertEquals(201, created.statusCode());
    assertEquals("{\"id\":\"1\"," + fields, created.body());
    assertEquals(created.body(), get("/api/notes/1").body());
    assertEquals("[" + created.body() + "]", get("/api/notes").body());
  }

  @Test
  void summaryCountsWhatIsDoneAndWhatIsOpen() throws Exception {
    assertEquals("{\"total\":0,\"done\":0,\"open\":0}", get("/api/todos/summary").body());
    send("POST", "/api/todos", "{\"title\":\"a\",\"done\":true}");
    send("POST", "/api/todos", "{\"title\":\"b\"}");
    send("POST", "/api/todos", "{\"title\":\"c\"}");

    assertEquals("{\"total\":3,\"done\":1,\"open\":2}", get("/api/todos/summary").body());
  }

  @Test
  void updateKeepsTheFieldsThatAreAbsent() throws Exception {
    send("POST", "/api/todos", "{\"title\":\"a\"}");
    send("POST", "/api/notes", "{\"title\":\"a\",\"text\":\"long\"}");

    HttpResponse<String> toggled = send("PUT", "/api/todos/1", "{\"done\":true}");
    HttpResponse<String> renamed = send("PUT", "/api/todos/1", "{\"title\":\"b\"}");
    HttpResponse<String> note = send("PUT", "/api/notes/1", "{\"title\":\"b\"}");

    assertEquals(200, toggled.statusCode());
    assertEquals("{\"id\":\"1\",\"title\":\"a\",\"done\":true}", toggled.body());
    assertEquals("{\"id\":\"1\",\"title\":\"b\",\"done\":true}", renamed.body());
    assertEquals("{\"id\":\"1\",\"title\":\"b\",\"text\":\"long\"}", note.body());
    assertEquals(renamed.body(), get("/api/todos/1").body());
  }

  @Test
  void wholeTodoCanBeSentBack() throws Exception {
    send("POST", "/api/todos", "{\"title\":\"a\"}");
    String whole = "{\"id\":\"1\",\"title\":\"c\",\"done\":true}";

    assertEquals(whole, send("PUT", "/api/todos/1", whole).body());
  }

  @Test
  void deletedTodoIsGoneAndItsIdIsNotUsedAgain() throws Exception {
    send("POST", "/api/todos", "{\"title\":\"a\"}");

    HttpResponse<String> deleted = send(request("/api/todos/1").DELETE());

    assertEquals(204, deleted.statusCode());
    assertEquals("", deleted.body());
    assertEquals(404, get("/api/todos/1").statusCode());
    assertEquals(404, send(request("/api/todos/1").DELETE()).statusCode());
    assertEquals(404, send("PUT", "/api/todos/1", "{}").statusCode());
    assertTrue(send("POST", "/api/todos", "{\"title\":\"b\"}").body().contains("\"id\":\"2\""));
  }

  @Test
  void restartOnTheSamePortKeepsWhatWasStored() throws Exception {
    send("POST", "/api/todos", "{\"title\":\"a\"}");
    int port = app.port();
    app.close();
    app = TodoApp.start(options(port));

    assertEquals("[{\"id\":\"1\",\"title\":\"a\",\"done\":false}]", get("/api/todos").body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/",
        "/api/users",
        "/api/todos/",
        "/api/todos/7",
        "/api/todos/07",
        "/api/todos/0",
        "/api/todos/-1",
        "/api/todos/x",
        "/api/todos/99999999999999999999",
        "/api/todos/1/2",
        "/api/todos/summary/",
        "/api/notes/summary",
        "/nothing",
        "/tags/nothing"
      })
  void unknownAddressIsNotFound(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertEquals(404, answer.statusCode());
    assertFalse(answer.body().isBlank());
  }

  @Test
  void slashAfterAnIdIsAnotherAddress() throws Exception {
    send("POST", "/api/todos", "{\"title\":\"a\"}");

    assertEquals(200, get("/api/todos/1").statusCode());
    assertEquals(404, get("/api/todos/1/").statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "7",
        "[]",
        "{",
        "{} {}",
        "{\"title\":}",
        "{\"done\":true}",
        "{\"title\":null}",
        "{\"title\":7}",
        "{\"title\":\"\"}",
        "{\"title\":\" \\t \"}",
        "{\"title\":\"\\ud83c\"}",
        "{\"title\":\"secret\",\"done\":\"yes\"}",
        "{\"title\":\"secret\",\"done\":null}"
      })
  void wrongBodyIsRefusedWithASentenceThatDoesNotRepeatIt(String body) throws Exception {
    HttpResponse<String> answer = send("POST", "/api/todos", body);

    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().matches("\\{\"error\":\"[A-Z].*\\.\"}"), answer.body());
    assertFalse(answer.body().contains("secret"), answer.body());
    assertEquals("[]", get("/api/todos").body());
  }

  @Test
  void wrongUpdateChangesNothing() throws Exception {
    send("POST", "/api/notes", "{\"title\":\"a\"}");

    for (String body : List.of("{\"title\":\"\"}", "{\"text\":1}", "[]", "{\"title\":null}")) {
      assertEquals(400, send("PUT", "/api/notes/1", body).statusCode(), body);
    }
    assertEquals("{\"id\":\"1\",\"title\":\"a\",\"text\":\"\"}", get("/api/notes/1").body());
  }

  @Test
  void longestTextsAreTakenAndLongerOnesRefused() throws Exception {
    String title = "{\"title\":\"" + "t".repeat(200) + "\"";
    String text = ",\"text\":\"" + "\\u00e9".repeat(10_000) + "\"}";

    assertEquals(201, send("POST", "/api/notes", title + text).statusCode());
    assertEquals(
        400, send("POST", "/api/notes", title.replace("tt\"", "ttt\"") + "}").statusCode());
    assertEquals(400, send("POST", "/api/notes", title + text.replace("9\"", "9x\"")).statusCode());
  }

  @ParameterizedTest
  @CsvSource({"150000, true", "150000, false", "2000000, true"})
  void hugeBodyIsRefused(int bytes, boolean lengthIsTold) throws Exception {
    byte[] body = new byte[bytes];
    BodyPublisher publisher =
        lengthIsTold
            ? BodyPublishers.ofByteArray(body)
            : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    int status;
    try {
      status = send("POST", "/api/todos", publisher).statusCode();
    } catch (IOException connectionWasClosedMeanwhile) {
      status = 413;
    }

    assertEquals(413, status);
    assertEquals("[]", get("/api/todos").body());
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/todos, 'GET, HEAD, POST'",
    "DELETE, /api/notes, 'GET, HEAD, POST'",
    "POST, /api/todos/1, 'GET, HEAD, PUT, DELETE'",
    "PATCH, /api/notes/1, 'GET, HEAD, PUT, DELETE'",
    "POST, /api/todos/summary, 'GET, HEAD'",
    "PUT, /api/todos/summary, 'GET, HEAD'"
  })
  void wrongMethodIsToldTheRightOnes(String method, String path, String allowed) throws Exception {
    HttpResponse<String> answer = send(method, path, "{\"title\":\"a\"}");

    assertEquals(405, answer.statusCode());
    assertEquals(allowed, answer.headers().firstValue("Allow").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
  void bodyThatDoesNotSayItIsJsonIsRefused(String type) throws Exception {
    BodyPublisher body = BodyPublishers.ofString("{\"title\":\"a\"}");

    assertEquals(
        415, send(request("/api/todos").header("Content-Type", type).POST(body)).statusCode());
    assertEquals(415, send(request("/api/todos").POST(body)).statusCode());
    assertEquals("[]", get("/api/todos").body());
  }

  @Test
  void jsonMayNameItsCharset() throws Exception {
    HttpRequest.Builder request = request("/api/todos");
    request.header("Content-Type", "Application/JSON; charset=utf-8");

    assertEquals(
        201, send(request.POST(BodyPublishers.ofString("{\"title\":\"a\"}"))).statusCode());
  }

  @Test
  void headIsAnsweredAsGetWithoutABody() throws Exception {
    HttpResponse<String> answer =
        send(request("/api/todos/summary").method("HEAD", BodyPublishers.noBody()));

    assertEquals(200, answer.statusCode());
    assertEquals("", answer.body());
  }

  @Test
  void pageLoadsNothingFromElsewhere() throws Exception {
    HttpResponse<String> page = get("/");

    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("<title>TagTree demo</title>"));
    assertTrue(
        page.headers()
            .firstValue("Content-Security-Policy")
            .orElseThrow()
            .startsWith("default-src 'self';"));
    for (String file : page.body().split("\"")) {
      if (file.startsWith("/")) {
        assertEquals(200, get(file).statusCode(), file);
      }
    }
  }

  @Test
  void whatIsAroundTheRestInterfaceSeesItsRequestsOnly() throws Exception {
    get("/");
    get("/tags/core.js");
    get("/api/todos");
    send("POST", "/api/notes", "{}");

    assertEquals(List.of("GET /api/todos", "POST /api/notes"), requests);
  }
}
