// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.undertow;

import dev.tagtree.Tag;
import dev.tagtree.hub.Recording;
import dev.tagtree.log.Cursor;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ResponseCommitListener;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What one response says of its data and of what its handler did; written when it begins. */
final class ResponseStamp implements ResponseCommitListener {
  static final AttachmentKey<ResponseStamp> KEY = AttachmentKey.create(ResponseStamp.class);

  private static final System.Logger LOGGER = System.getLogger("dev.tagtree.undertow");
  private static final HttpString CURSOR = new HttpString("TagTree-Cursor");
  private static final HttpString INVALIDATED = new HttpString("TagTree-Invalidated");
  private static final String UNPLACED = "-";
  private static final String EVERYTHING = "*";

  private final Recording recording;
  private final BiPredicate<? super HttpServerExchange, ? super Tag> mayName;

  /** Null if there is none. */
  private volatile @Nullable Cursor cursor;

  ResponseStamp(
      Cursor cursor,
      Recording recording,
      BiPredicate<? super HttpServerExchange, ? super Tag> mayName) {
    this.cursor = cursor;
    this.recording = recording;
    this.mayName = mayName;
  }

  Recording recording() {
    return recording;
  }

  synchronized void lower(Cursor other) {
    Cursor now = cursor;
    if (now != null && !now.epoch().equals(other.epoch())) {
      omit();
    } else if (now != null && other.offset() < now.offset()) {
      cursor = other;
    }
  }

  synchronized void omit() {
    cursor = null;
  }

  /** Runs a handler, and records what it does here and where it dispatches to. */
  void handle(HttpServerExchange exchange, HttpHandler handler) throws Exception {
    recording.during(() -> handler.handleRequest(exchange));
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
              recording.during(task::run);
            });
  }

  @Override
  public void beforeCommit(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getResponseHeaders();
    Cursor stamp = cursor;
    if (stamp != null
        && exchange.getStatusCode() < StatusCodes.BAD_REQUEST
        && !headers.contains(CURSOR)) {
      headers.put(CURSOR, stamp.toString());
    }
    String said = invalidated(exchange);
    if (!said.isEmpty() && !headers.contains(INVALIDATED)) {
      headers.put(INVALIDATED, said);
    }
  }

  private String invalidated(HttpServerExchange exchange) {
    String position = recording.cursor().map(Cursor::toString).orElse(UNPLACED);
    StringBuilder said = new StringBuilder(position);
    List<Tag> tags = recording.tags();
    for (Tag tag : tags) {
      String text = tag.toString();
      // The root names nothing that somebody may not know of.
      if (text.equals(EVERYTHING) || mayName(exchange, tag)) {
        said.append(' ').append(text);
      }
    }
    if (said.length() == position.length()) {
      return "";
    }
    return said.length() <= StampHandler.MAX_INVALIDATED_BYTES
        ? said.toString()
        : position + ' ' + EVERYTHING;
  }

  /** The application's own check; if it fails, the response still goes out. */
  private boolean mayName(HttpServerExchange exchange, Tag tag) {
    try {
      return mayName.test(exchange, tag);
    } catch (RuntimeException failure) {
      LOGGER.log(System.Logger.Level.WARNING, "mayName failed, so the tag is not named", failure);
      return false;
    }
  }
}
