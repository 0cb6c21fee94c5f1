// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import com.example.CannotStartException;
import com.example.TodoApp;
import dev.tagtree.kit.Patience;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The demo in this process, which counts its REST requests and can answer reads late. */
final class DemoServer implements AutoCloseable {
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
  private final Map<String, Integer> mostRunning = new ConcurrentHashMap<>();
  private final AtomicInteger held = new AtomicInteger();
  private final long started = System.nanoTime();
  private final TodoApp app;
  private volatile Duration delay = Duration.ZERO;

  private DemoServer(Path database) throws CannotStartException {
    app = TodoApp.start(new TodoApp.Options(0, database, this::watched));
  }

  static DemoServer start(Path database) {
    try {
      return new DemoServer(database);
    } catch (CannotStartException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private HttpHandler watched(HttpHandler next) {
    return exchange -> {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestPath();
      requests.add(request);
      AtomicInteger now = running.computeIfAbsent(request, fresh -> new AtomicInteger());
      mostRunning.merge(request, now.incrementAndGet(), Math::max);
      // Before the answer is sent, or the next request could be here first. Listeners that are
      // added later, such as the one that waits, run before this one.
      exchange.addResponseCommitListener(committed -> now.decrementAndGet());
      if (exchange.getRequestMethod().toString().equals("GET") && !delay.isZero()) {
        answerLate(next, exchange);
      } else {
        next.handleRequest(exchange);
      }
    };
  }

  /** Reads the data first and waits then, so that the answer is old by the time it arrives. */
  private void answerLate(HttpHandler next, HttpServerExchange exchange) throws Exception {
    exchange.addResponseCommitListener(
        committed -> {
          held.incrementAndGet();
          Patience.pause(delay);
          held.decrementAndGet();
        });
    next.handleRequest(exchange);
  }

  String url() {
    return "http://localhost:" + app.port() + "/";
  }

  Rest rest() {
    return new Rest(url());
  }

  /** Waits until the server is so old; a page cannot prove what it read around the start. */
  void awaitAge(Duration age) {
    Patience.pause(age.minusNanos(System.nanoTime() - started));
  }

  void answerReadsAfter(Duration delay) {
    this.delay = delay;
  }

  /** {@return how many answers are old already and still under way} */
  int held() {
    return held.get();
  }

  void forgetRequests() {
    requests.clear();
    mostRunning.clear();
  }

  /** {@return how many requests there were whose path matches a regular expression} */
  long count(String method, String path) {
    return requests.stream().filter(request -> request.matches(method + " " + path)).count();
  }

  /** {@return how many requests for a path were being answered at the same time, at most} */
  int mostAtOnce(String method, String path) {
    return mostRunning.getOrDefault(method + " " + path, 0);
  }

  @Override
  public void close() {
    delay = Duration.ZERO;
    app.close();
  }
}
