// SPDX-License-Identifier: Apache-2.0
package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a person starts it: one line says where it is, or why it is not. */
@Timeout(120)
class StartUpTest {
  @TempDir private Path directory;

  private record Outcome(int code, List<String> output, List<String> errors) {}

  private Process start(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Demo.class.getName());
    builder.directory(directory.toFile()).redirectError(errors().toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS"); // with it, Java greets on the error stream
    builder.environment().putAll(environment);
    return builder.start();
  }

  private Path errors() {
    return directory.resolve("errors.txt");
  }

  private Outcome outcome(Map<String, String> environment) throws Exception {
    Process process = start(environment);
    List<String> output;
    try (BufferedReader reader = process.inputReader()) {
      output = reader.lines().toList();
    }
    return new Outcome(process.waitFor(), output, Files.readAllLines(errors()));
  }

  private static void assertRefused(Outcome outcome, String reason) {
    assertEquals(List.of(), outcome.output());
    assertEquals(1, outcome.errors().size(), () -> String.join("\n", outcome.errors()));
    assertTrue(outcome.errors().get(0).contains(reason), outcome.errors().get(0));
    assertEquals(1, outcome.code());
  }

  private String database() {
    return directory.resolve("demo").toString();
  }

  @Test
  void portInUseIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      String port = Integer.toString(taken.getLocalPort());

      assertRefused(
          outcome(Map.of("PORT", port, "DB", database())), "cannot listen on localhost:" + port);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "-1", "65536", "99999999999", "80 80"})
  void wrongPortIsOneLine(String port) throws Exception {
    assertRefused(outcome(Map.of("PORT", port, "DB", database())), "PORT has to be a number");
  }

  @Test
  void databaseInUseIsOneLine() throws Exception {
    try (Database inUse = Database.open(Path.of(database()), new Database.Teller() {})) {
      assertRefused(
          outcome(Map.of("PORT", "0", "DB", database())), "demo.mv.db is in use by another");
      assertFalse(inUse.inTransaction(session -> session.query("SELECT 1", row -> 1)).isEmpty());
    }
  }

  @Test
  void databaseBelowAFileIsOneLine() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertRefused(
        outcome(Map.of("PORT", "0", "DB", file.resolve("demo").toString())),
        "cannot open the database file");
  }

  @Test
  void fileThatIsNoDatabaseIsOneLineAndStaysAsItIs() throws Exception {
    Path file = Files.writeString(directory.resolve("demo.mv.db"), "my diary".repeat(2_000));

    assertRefused(
        outcome(Map.of("PORT", "0", "DB", file.toString())), "cannot open the database file");
    assertEquals("my diary".repeat(2_000), Files.readString(file));
  }

  @Test
  void pathWithASemicolonIsOneLine() throws Exception {
    assertRefused(
        outcome(Map.of("PORT", "0", "DB", database() + ";INIT=x")), "must not contain ';'");
  }

  @Test
  void commitSurvivesAKilledServer() throws Exception {
    Map<String, String> environment = Map.of("PORT", "0", "DB", database());
    Process first = start(environment);
    URI todos = URI.create(address(first) + "api/todos");
    HttpRequest create =
        HttpRequest.newBuilder(todos)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"a\"}"))
            .build();
    assertEquals(201, send(create).statusCode());
    first.destroyForcibly().waitFor();

    Process second = start(environment);
    try {
      URI again = URI.create(address(second) + "api/todos");
      assertEquals(
          "[{\"id\":\"1\",\"title\":\"a\",\"done\":false}]",
          send(HttpRequest.newBuilder(again).build()).body());
    } finally {
      second.destroy();
    }
    assertTrue(second.waitFor(60, TimeUnit.SECONDS), "it ends when it is told to");
    assertEquals(List.of(), Files.readAllLines(errors()));
  }

  /** {@return the address that the one line of output says} */
  private static String address(Process process) throws IOException {
    String line = process.inputReader().readLine();
    assertTrue(line.matches("TagTree demo: http://localhost:[1-9][0-9]*/"), line);
    return line.substring(line.indexOf("http"));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void databaseIsBesideTheClassesUnlessToldOtherwise() throws Exception {
    TodoApp.Options options = Demo.options(Map.of("PORT", " 0 "));

    assertEquals(0, options.port());
    assertTrue(options.database().endsWith(Path.of("target", "demo", "demo")));
    assertEquals(8080, Demo.options(Map.of()).port());
    assertEquals(Path.of("x"), Demo.options(Map.of("DB", "x")).database());
  }
}
