// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.cluster;

import com.example.cluster.PostgresServer;
import dev.tagtree.log.ExpectedWarnings;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
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
  private final Optional<ExpectedWarnings> warnings;
  private @Nullable PostgresServer server;

  private OnePostgres(Start start, Optional<ExpectedWarnings> warnings) {
    this.start = start;
    this.warnings = warnings;
  }

  OnePostgres(Start start) {
    this(start, Optional.empty());
  }

  /** {@return one that is not durable, for tests that provoke what the log warns of} */
  static OnePostgres provoked() {
    return new OnePostgres(
        PostgresServer::startWithoutFsync,
        Optional.of(new ExpectedWarnings("dev.tagtree.log.postgres")));
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    warnings.ifPresent(expected -> expected.beforeAll(context));
    server = start.start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (server != null) {
      server.close();
    }
    warnings.ifPresent(expected -> expected.afterAll(context));
  }

  PostgresServer get() {
    return Objects.requireNonNull(server);
  }
}
