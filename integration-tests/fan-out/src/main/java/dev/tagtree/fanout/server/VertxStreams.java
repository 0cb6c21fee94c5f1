// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.fanout.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The streams of one thread of Vert.x. */
final class VertxStreams extends VerticleBase {
  private final int port;
  private volatile Context thread;

  // Confined to the thread.
  private final Set<HttpServerResponse> everyone = new LinkedHashSet<>();
  private final Map<String, HttpServerResponse> byTag = new HashMap<>();

  VertxStreams(int port) {
    this.port = port;
  }

  @Override
  public Future<?> start() {
    thread = context;
    return vertx.createHttpServer().requestHandler(this::open).listen(port, "localhost");
  }

  private void open(HttpServerRequest request) {
    HttpServerResponse response =
        request
            .response()
            .setChunked(true)
            .putHeader("Content-Type", "text/event-stream")
            .putHeader("Cache-Control", "no-store");
    String tag = request.getParam("tag");
    if (tag == null) {
      everyone.add(response);
      response.closeHandler(closed -> later(() -> everyone.remove(response)));
    } else {
      byTag.put(tag, response);
      response.closeHandler(closed -> later(() -> byTag.remove(tag, response)));
    }
    response.write(Frames.GREETING);
  }

  /** A write that fails may close its response while the others are still gone through. */
  private void later(Runnable forget) {
    thread.runOnContext(now -> forget.run());
  }

  /** Called by any thread. */
  void publish(List<String> tags) {
    thread.runOnContext(
        now -> {
          for (String tag : tags) {
            Buffer frame = Buffer.buffer(Frames.frame(tag));
            HttpServerResponse one = byTag.get(tag);
            if (one != null) {
              one.write(frame);
            }
            everyone.forEach(response -> response.write(frame));
          }
        });
  }
}
