// SPDX-License-Identifier: Apache-2.0

// Whatever happens to tabs, relays and the server: each tab hears of each invalidation, or of a
// later resync. The histories are random, and the same for the same seed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dice, pass, stopTime } from "./fakes.js";
import { FakeServer } from "./server-fixture.js";
import { FakeBrowser } from "./tabs-fixture.js";

const HISTORIES = 120;
const STEPS = 60;
const MOST_TABS = 6;

/** Whether a tab was told of this event, or to refetch everything, after that. */
function hears(tab, event, after) {
  return tab.said.some(({ type, id, order }) =>
    order > after && (type === "resync" || (type === "invalidate" && id === event)));
}

/** What a tab has heard in the end: all since it began, and again what came from behind. */
function assertHears(tab, events, lags) {
  assert.equal(tab.stream.status, "live");
  for (const event of events) {
    assert.ok(hears(tab, event.id, event.order), `${event.id} was lost`);
  }
  // What was refetched from a node that is behind is not fresh before all has been told again.
  for (const { order, position, again } of lags) {
    const back = tab.said.find((message) =>
      message.type === "resync" && message.order > order && message.id === position);
    for (const { id } of back ? again : []) {
      assert.ok(hears(tab, id, back.order), `${id} was not told again`);
    }
  }
}

for (let seed = 1; seed <= HISTORIES; seed++) {
  test(`no invalidation is ever lost silently: history ${seed}`, async (t) => {
    stopTime(t);
    t.after(() => browser.alive.forEach((tab) => tab.stream.close()));
    const roll = dice(seed);
    const server = new FakeServer();
    const browser = new FakeBrowser(server);
    const events = [];
    const lags = [];
    const one = () => browser.alive[roll(browser.alive.length)];
    const open = () => {
      if (browser.alive.length >= MOST_TABS) return;
      const tab = browser.open({}, { hidden: roll(2) > 0 });
      tab.since = events.length;
    };
    const append = () => events.push(server.append(`rows.byId(${roll(9)})`));
    const actions = [
      append, append, append, append, append, append,
      open, open,
      () => one()?.close(),
      () => one()?.crash(),
      () => one()?.freeze(),
      () => one()?.hang(),
      () => one()?.wake("resume"),
      () => one()?.wake("resume"),
      () => one()?.look(roll(2) > 0),
      () => {
        const tab = one();
        if (!tab || tab.paused) return;
        tab.fire("pagehide", { persisted: true });
        if (roll(2)) tab.task(() => tab.fire("pageshow", { persisted: true }));
        else tab.freeze();
      },
      () => server.cut(),
      () => (server.up = !server.up),
      () => roll(3) || server.restart(),
      () => {
        const lag = roll(3) ? undefined : server.lag(1 + roll(5));
        if (lag) lags.push(lag);
      },
      () => roll(3) || server.forget(),
      () => (browser.loses = roll(2) ? () => roll(3) === 0 : () => false),
    ];

    open();
    for (let step = 0; step < STEPS; step++) {
      actions[roll(actions.length)]();
      await pass(roll(4) ? roll(300) : 1_000 + roll(4_000), 25);
    }
    browser.loses = () => false;
    server.up = true;
    browser.alive.forEach((tab) => {
      tab.wake("resume");
      tab.fire("pageshow", { persisted: true });
    });
    await pass(90_000, 250);

    assert.equal(server.lines.length, Math.min(1, browser.alive.length), "connections");
    for (const tab of browser.alive) assertHears(tab, events.slice(tab.since), lags);
  });
}
