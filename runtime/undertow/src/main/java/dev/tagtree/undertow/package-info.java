// SPDX-License-Identifier: Apache-2.0
/**
 * The door for Undertow: the only package that knows it. What is answered is the business of {@link
 * dev.tagtree.http}; here is how it goes over Undertow's threads and channels.
 *
 * <pre>
 * TagServer → TagHandler → Carrier → ChannelOutlet ─┬ ExchangeOutlet → HostLimits   in a host's server
 *                                      → XnioThread └ SocketOutlet                  in one of its own
 * StampHandler → ResponseStamp
 * </pre>
 */
@NullMarked
package dev.tagtree.undertow;

import org.jspecify.annotations.NullMarked;
