// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import com.example.cluster.PostgresServer;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for all tests of a class. */
final class OnePostgres implements BeforeAllCallback, AfterAllCallback {
  /** A way to start it. */
  interface Start {
    PostgresServer start() throws IOException;
  }

  private final Start start;
  private @Nullable PostgresServer server;

  OnePostgres(Start start) {
    this.start = start;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    server = start.start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (server != null) {
      server.close();
    }
  }

  PostgresServer get() {
    return Objects.requireNonNull(server);
  }
}
