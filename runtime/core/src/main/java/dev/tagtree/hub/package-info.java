// SPDX-License-Identifier: Apache-2.0
/**
 * The hub of one server node: takes invalidations to the log, follows the log, and tells the
 * connections. Knows no server; adapters bring one through {@link dev.tagtree.hub.Outlet} and
 * {@link dev.tagtree.hub.IoThread}.
 *
 * <pre>
 * TagHub.invalidate → InvalidationLog → Tail → listeners → EventRing → Loop → Connection → Outlet
 *  (any thread)        (orders)        (one thread, encodes once)    (one for each I/O thread)
 * </pre>
 *
 * <p>Who is looking for something looks for its thread first:
 *
 * <pre>
 * any thread       TagHub         the public face; Node: its parts; HubOptions, HubSettings, Machine
 *   invalidating   Publisher      Appender: into the log; Recording
 *   polling        Polls          PollPace, PollAnswer
 *   asking         HubStats       HubCounters; HubHealth; Served: the node's position
 *   leaving        Farewell       refusals, draining, closing
 * the tail         Tail           Listeners, Listening; Merger; Herd, Backlog: spreads; Backpressure
 *   encoding       EventEncoder   EventJson: what an event says; Frame
 *   what it fills  EventRing      Event; Unseen: what fell off too early
 * an I/O thread    Loop           LoopClock: time; Loops: all of them
 *   arriving       Reception      Subscription, Filter; Parked; Connection
 *   missed what    Past           Viewpoint, Recall; Verdict, Reason
 *   concerning     FilterIndex    Audience
 *   writing        Connection     Roster: whose turn; Run: what is due; Outlet, IoThread: the server
 * development      Insight        CallSites, CallSite; Interest, DeadTags
 * </pre>
 *
 * <p>A thread touches what stands in its part; what two threads share says so in its file.
 */
@NullMarked
package dev.tagtree.hub;

import org.jspecify.annotations.NullMarked;
