// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes the demo's data from outside the browser, as another user would. */
record Rest(String url) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  /** {@return the id of a new todo} */
  String createTodo(String title) {
    return create("todos", title);
  }

  /** {@return the id of a new note} */
  String createNote(String title) {
    return create("notes", title);
  }

  void renameTodo(String id, String title) {
    send("PUT", "todos/" + id, "{\"title\":\"" + title + "\"}", 200);
  }

  void deleteTodo(String id) {
    send("DELETE", "todos/" + id, "", 204);
  }

  private String create(String collection, String title) {
    Matcher id = ID.matcher(send("POST", collection, "{\"title\":\"" + title + "\"}", 201));
    if (!id.find()) {
      throw new AssertionError("the answer to POST has no id");
    }
    return id.group(1);
  }

  private String send(String method, String path, String body, int expected) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "api/" + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build();
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != expected) {
        throw new AssertionError(method + " " + path + " answered " + response.statusCode());
      }
      return response.body();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
