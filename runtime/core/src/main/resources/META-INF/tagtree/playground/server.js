// SPDX-License-Identifier: Apache-2.0

/** The server: what it knows, asked for again and again, and what it is asked to invalidate. */

import { isNewer, overlaps } from "../core.js";
import { index } from "./schema.js";

/** How often the server's counts are asked for, and how long after an event, in ms. */
const ASK_EVERY = 10_000;
const ASK_AFTER_EVENT = 150;

const NO_ANSWER = "The server does not answer.";

/** Follows the server, whose latest answer is in what this returns; `changed` is called after each. */
export function followServer(changed) {
  let asking;

  const server = {
    state: { connections: 0, subscriptions: {}, callSites: [], mayInvalidate: false },
    schema: index([]),
    /** Why it does not say what it knows, if so. */
    refusal: "",
    /** Whether it has said what it knows, or that it does not. */
    answered: false,

    /** Asks again, as soon as what has just happened is counted. */
    askSoon() {
      clearTimeout(asking);
      asking = setTimeout(ask, ASK_AFTER_EVENT);
    },

    /** Invalidates a tag for real, and says why not, if so. */
    async invalidate(tag) {
      try {
        const response = await fetch("invalidate", {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ tag }),
        });
        return response.ok ? "" : await response.text();
      } catch {
        return NO_ANSWER;
      }
    },
  };

  async function ask() {
    clearTimeout(asking);
    try {
      const response = await fetch("state", { cache: "no-store" });
      server.refusal = response.ok ? "" : `The server does not say what it knows (${response.status}).`;
      if (response.ok) {
        server.state = await response.json();
        server.schema = index(server.state.trees, server.state.java);
      }
    } catch {
      server.refusal = NO_ANSWER;
    }
    server.answered = true;
    asking = setTimeout(ask, ASK_EVERY);
    changed();
  }

  void ask();
  return server;
}

/** The call that an event came from; several may have been merged into it, then the last. */
export function callSiteOf(calls, { id, from, sandbox }) {
  if (sandbox || !id || from === undefined) return undefined;
  const isLate = (call) => !isNewer(id, call.id);
  return calls.find((call) => call.tags.includes(from) && isLate(call))
    ?? (from.includes("*")
      ? calls.find((call) => isLate(call) && call.tags.some((tag) => overlaps(tag, from)))
      : undefined);
}
