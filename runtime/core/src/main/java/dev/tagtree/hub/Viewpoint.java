// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

import dev.tagtree.log.Cursor;

/** From where it is judged what a client has missed: a part of the log that was looked at. */
interface Viewpoint {
  EventRing ring();

  Recall recall();

  HubSettings settings();

  /** {@return behind the last event that was looked at} */
  long scanned();

  /** {@return the position of the last event that was looked at} */
  Cursor position();

  /** {@return the time on the node's monotonic clock} */
  long now();
}
