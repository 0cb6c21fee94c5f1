// SPDX-License-Identifier: Apache-2.0
package dev.tagtree.hub;

/** The answer to whether a node can be relied on, for a load balancer or an alarm. */
public enum HubHealth {
  /** Its clients hear of everything. */
  LIVE,
  /**
   * It could not read its log for some seconds, or has not caught up with it since it started, so
   * it may not know of everything; its heartbeats say so. What is missing comes when it has.
   */
  DEGRADED,
  /** It is draining or closed, and takes no more clients. */
  CLOSING
}
