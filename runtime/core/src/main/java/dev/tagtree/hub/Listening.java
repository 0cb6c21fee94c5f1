// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

/** The end of what {@link TagHub#listen} began. */
@FunctionalInterface
public interface Listening extends AutoCloseable {
  /** Stops listening; a call that is under way ends as usual. Idempotent. */
  @Override
  void close();
}
