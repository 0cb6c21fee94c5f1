// SPDX-License-Identifier: Apache-2.0

// An open stream, for the tests of core.js; time stands still, and each test has its own.
import { beforeEach, mock } from "node:test";
import { connect } from "../../main/resources/META-INF/tagtree/core.js";
import { FakeSources, stopTime } from "./fakes.js";

export let sources, random;

beforeEach((t) => {
  random = stopTime(t);
  sources = new FakeSources();
});

/** An open stream and everything it says. */
export function open(options = {}) {
  const stream = connect({ url: "/tags/events", eventSource: sources.create, ...options });
  const said = [];
  stream.listen((message) => said.push(message));
  return { stream, said };
}

/** The query parameters of the latest attempt. */
export const offered = () => new URL(sources.last.url, "http://localhost").searchParams;

/** The types of what was said, without the changes of status. */
export const types = (said) => said.map(({ type }) => type).filter((type) => type !== "status");

/** Loses the connection and lets the next attempt happen. */
export function reconnect() {
  sources.last.fail();
  mock.timers.tick(1_000);
}
