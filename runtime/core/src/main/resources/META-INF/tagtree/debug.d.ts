// SPDX-License-Identifier: Apache-2.0

import type { Stream } from "./core.js";

/**
 * Answers the Playground's questions about a stream's queries on a channel, which `core.js` opens;
 * you need not call it. Idempotent for each stream.
 */
export function attach(stream: Stream, channel: BroadcastChannel): void;
