// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.Tag;
import dev.tagtree.http.Stamp;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ResponseCommitListener;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The stamp of one exchange, written when its response begins; and the way to hear the handler on
 * whatever thread Undertow runs it:
 *
 * <pre>
 * handler.handleRequest ── dispatch(handler) ─→ executor, carrying ── dispatch ─→ workers, carrying …
 *   during recording                              during recording                  during recording
 * </pre>
 */
final class ResponseStamp implements ResponseCommitListener {
  static final AttachmentKey<ResponseStamp> KEY = AttachmentKey.create(ResponseStamp.class);

  private final Stamp stamp;
  private final BiPredicate<? super HttpServerExchange, ? super Tag> mayName;

  ResponseStamp(Stamp stamp, BiPredicate<? super HttpServerExchange, ? super Tag> mayName) {
    this.stamp = stamp;
    this.mayName = mayName;
  }

  Stamp stamp() {
    return stamp;
  }

  /** Runs a handler, and records what it does here and where it dispatches to. */
  void handle(HttpServerExchange exchange, HttpHandler handler) throws Exception {
    stamp.recording().during(() -> handler.handleRequest(exchange));
    if (exchange.isDispatched()) {
      exchange.setDispatchExecutor(carrying(exchange, exchange.getDispatchExecutor()));
    }
  }

  private Executor carrying(HttpServerExchange exchange, @Nullable Executor given) {
    Executor executor = given == null ? exchange.getConnection().getWorker() : given;
    return task ->
        executor.execute(
            () -> {
              exchange.setDispatchExecutor(carrying(exchange, null)); // should it dispatch again
              stamp.recording().during(task::run);
            });
  }

  @Override
  public void beforeCommit(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getResponseHeaders();
    stamp
        .headers(exchange.getStatusCode(), tag -> mayName.test(exchange, tag))
        .forEach(
            (name, value) -> {
              if (!headers.contains(name)) {
                headers.put(new HttpString(name), value);
              }
            });
  }
}
