// SPDX-License-Identifier: Apache-2.0
/**
 * The room for what every door needs: what a mount answers, in plain requests and answers, whatever
 * the server. A door (Undertow, servlets) makes a {@link dev.tagtree.http.Request} of what its
 * server has, asks {@link dev.tagtree.http.TagEndpoint}, and carries out the {@link
 * dev.tagtree.http.Reply}. Nothing here waits, keeps a thread or knows a socket. What is public is
 * for doors; applications use those.
 *
 * <pre>
 * Request → TagEndpoint ─┬ events, poll  SubscriptionReader, MediaType     → Reply.Stream, Reply.Later
 *                        ├ health                                          → Answer
 *                        ├ files         StaticModules, StaticFile,
 *                        │               EntityTag, Contract               → Answer
 *                        └ playground/   Playground, PlaygroundState,
 *                                        TagBody, JavaNames, Json          → Answer, Later, Upload
 * </pre>
 *
 * Beside it: {@link dev.tagtree.http.Stamp}, what a response of the application's own says of its
 * data, and {@link dev.tagtree.http.LocalPermission}, the permission for development.
 */
@NullMarked
package dev.tagtree.http;

import org.jspecify.annotations.NullMarked;
