// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.it.browser;

import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.resource.ClassPathResourceManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** TanStack Query's core as the npm package has it, for pages without a bundler. */
final class QueryCore {
  private QueryCore() {}

  /** {@return what serves the package's files} */
  static HttpHandler files() {
    String folder = "META-INF/resources/webjars/tanstack__query-core/" + version();
    return Handlers.resource(
        new ClassPathResourceManager(QueryCore.class.getClassLoader(), folder));
  }

  private static String version() {
    String file = "/META-INF/maven/org.webjars.npm/tanstack__query-core/pom.properties";
    Properties properties = new Properties();
    try (InputStream in = QueryCore.class.getResourceAsStream(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
