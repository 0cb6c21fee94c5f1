// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.http;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request as a door has read it; for doors. It is a view of the server's own request, so it is
 * read while {@link TagEndpoint#reply} runs and kept by nobody.
 *
 * @param method as sent, {@code GET}
 * @param path what follows the mount, decoded: {@code /events}, or empty for the mount itself
 * @param query the query string as sent, without the question mark; empty if there is none
 * @param parameters gives the values of a parameter of the query, decoded by the server, in their
 *     order; null or none where there is no such parameter
 * @param headers gives the values of a header by its name, whose case does not matter; null or none
 *     where there is no such header
 */
public record Request(
    String method,
    String path,
    String query,
    Function<String, ? extends @Nullable Collection<String>> parameters,
    Function<String, ? extends @Nullable Collection<String>> headers) {

  /** {@return whether it only reads: GET or HEAD} */
  boolean isRead() {
    return isA("GET") || isHead();
  }

  /** {@return whether it wants everything of an answer but its body} */
  boolean isHead() {
    return isA("HEAD");
  }

  boolean isA(String name) {
    return method.equalsIgnoreCase(name);
  }

  Collection<String> parameters(String name) {
    return orNone(parameters.apply(name));
  }

  @Nullable String parameter(String name) {
    return first(parameters(name));
  }

  Collection<String> headers(String name) {
    return orNone(headers.apply(name));
  }

  @Nullable String header(String name) {
    return first(headers(name));
  }

  private static Collection<String> orNone(@Nullable Collection<String> values) {
    return values == null ? List.of() : values;
  }

  private static @Nullable String first(Collection<String> values) {
    return values.isEmpty() ? null : values.iterator().next();
  }
}
