// SPDX-License-Identifier: Apache-2.0

// What every adapter does, whatever the library: the same tests for all of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pass } from "./fakes.js";
import { names, open } from "./library-fixture.js";

const LIST = "todos.list";

/** For all of them, or for those that schedule; `watch` only calls. */
function each(title, play, { libraries = names.filter((name) => name !== "watch"), ...options } = {}) {
  for (const library of libraries) {
    test(`${library}: ${title}`, async (t) => play(await open(t, library, options.sync), library));
  }
}

const all = { libraries: names };

/** A view that has its first data. */
async function shown({ page }, tag = LIST) {
  const view = page.show(tag);
  await pass(200);
  assert.equal(view.shown.length, 1);
  return view;
}

each("what overlaps is fetched, what does not is left alone", async (t) => {
  const list = await shown(t);
  const other = await shown(t, "notes.byId(2)");
  t.change("todos.*");
  await pass(300);
  assert.deepEqual(list.shown, [0, 1]);
  t.change("notes.byId(1)");
  await pass(300);
  assert.deepEqual(other.shown, [0]);
  assert.equal(t.server.requests.length, 3);
}, all);

each("a resync fetches everything", async (t) => {
  const views = [await shown(t), await shown(t, "notes.byId(2)")];
  t.server.state = 7;
  t.resync();
  await pass(300);
  assert.deepEqual(views.map(({ shown }) => shown.at(-1)), [7, 7]);
  assert.equal(t.server.requests.length, 4);
}, all);

each("a spread is waited for, once", async (t) => {
  const view = await shown(t);
  t.change(LIST, { spread: 4_000 });
  await pass(800, 20);
  t.change(LIST, { spread: 4_000 });
  assert.equal(t.server.requests.length, 1);
  await pass(5_000, 20);
  assert.equal(view.shown.at(-1), 2);
  assert.equal(t.server.requests.length, 2);
}, all);

each("once stopped, nothing is fetched", async (t) => {
  await shown(t);
  t.page.stop();
  t.change(LIST);
  await pass(300);
  assert.equal(t.server.requests.length, 1);
}, all);

each("an event during the first fetch leads to a second", async (t) => {
  const view = t.page.show(LIST);
  await pass(50);
  t.change(LIST);
  await pass(400);
  assert.equal(view.shown.at(-1), 1);
  assert.equal(t.server.requests.length, 2);
});

each("a storm updates what is shown while it lasts, and ends fresh", async (t) => {
  const view = await shown(t);
  for (let i = 0; i < 20; i++) {
    t.change(LIST);
    await pass(50);
  }
  assert.ok(view.shown.length - 1 >= 8, `${view.shown.length - 1} updates in a second`);
  await pass(400);
  assert.equal(view.shown.at(-1), 20);
  assert.equal(t.server.mostRunning, 1);
});

each("a failed refetch is repeated", async (t) => {
  const view = await shown(t);
  t.server.failing = true;
  t.change(LIST);
  await pass(300);
  t.server.failing = false;
  await pass(3_000, 20);
  assert.equal(view.shown.at(-1), 1);
});

each("what nobody shows is not fetched, and fresh when it is shown again", async (t) => {
  const view = await shown(t);
  view.hide();
  await pass(50);
  t.change(LIST);
  await pass(300);
  assert.equal(t.server.requests.length, 1);
  const again = t.page.show(LIST);
  await pass(300);
  assert.equal(again.shown.at(-1), 1);
  assert.equal(t.server.requests.length, 2);
});

each("a hidden page fetches nothing, and once when it is shown", async (t) => {
  const view = await shown(t);
  t.screen.become("hidden");
  for (let i = 0; i < 500; i++) t.change(LIST);
  await pass(10_000, 100);
  assert.equal(t.server.requests.length, 1);
  t.screen.become("visible");
  await pass(300);
  assert.equal(view.shown.at(-1), 500);
  assert.equal(t.server.requests.length, 2);
});

each("an invalidation that the data has already is not fetched", async (t) => {
  t.server.stamps = true;
  const event = t.change(LIST, { said: false });
  await shown(t);
  event.say();
  await pass(300);
  assert.equal(t.server.requests.length, 1);
  assert.deepEqual(t.stream.explain(t.page.key(LIST)).map(({ outcome }) => outcome), ["newer"]);
  t.change(LIST);
  await pass(300);
  assert.equal(t.server.requests.length, 2);
});

each("an invalidation that a running fetch has seen is not fetched again", async (t) => {
  t.server.stamps = true;
  await shown(t);
  t.change(LIST);
  const second = t.change(LIST, { said: false });
  await pass(50);
  second.say();
  await pass(400);
  assert.ok(t.server.requests.length <= 3);
  const third = t.change(LIST, { said: false });
  const before = t.server.requests.length;
  t.stream.heard({ headers: new Headers({ "TagTree-Invalidated": `${third.id} ${LIST}` }) });
  await pass(50);
  third.say(); // the echo of what the mutation's response said
  await pass(400);
  assert.equal(t.server.requests.length, before + 1);
  assert.equal(t.stream.explain(t.page.key(LIST)).at(-1).outcome, "newer");
});

each("an answer that lags behind is fetched again until it does not", async (t) => {
  t.server.stamps = true;
  const view = await shown(t);
  t.server.behind = 1;
  const { id } = t.change(LIST);
  await pass(300);
  assert.equal(view.shown.at(-1), 0);
  assert.equal(t.server.requests.at(-1).headers.get("TagTree-Wanted"), id);
  assert.equal(t.server.requests.at(-1).cache, "no-cache");
  t.server.behind = 0;
  await pass(2_000, 20);
  assert.equal(view.shown.at(-1), 1);
  const { length } = t.server.requests;
  await pass(60_000, 200);
  assert.equal(t.server.requests.length, length);
});

const told = [];
each("an answer that goes on lagging is reported, and not asked for for ever", async (t, library) => {
  told.length = 0;
  t.server.stamps = true;
  await shown(t);
  t.server.behind = 1;
  t.change(LIST);
  await pass(60_000, 50);
  const { length } = t.server.requests;
  assert.ok(length >= 5 && length <= 8, `${length} requests`);
  assert.equal(told.at(-1).outcome, "degraded");
  assert.deepEqual(told.at(-1).key, t.page.key(LIST));
  await pass(60_000, 200);
  assert.equal(t.server.requests.length, length, library);
}, { sync: { onRefetch: (note) => told.push(note) } });

each("a first answer that lags behind an event is fetched again", async (t) => {
  t.server.stamps = true;
  t.change(LIST); // nobody shows it yet
  t.server.behind = 1;
  const view = t.page.show(LIST);
  await pass(200);
  assert.deepEqual(view.shown, [0]);
  t.server.behind = 0;
  await pass(2_000, 20);
  assert.equal(view.shown.at(-1), 1);
});

each("a pending change of the same tags holds the refetch until it settles", async (t) => {
  const view = await shown(t);
  t.page.write(LIST, 1_000);
  await pass(50);
  t.change(LIST);
  await pass(800);
  assert.equal(t.server.requests.length, 1);
  assert.equal(t.stream.explain(t.page.key(LIST)).at(-1).outcome, "held");
  await pass(600);
  assert.equal(view.shown.at(-1), 1);
  assert.equal(t.server.requests.length, 2);
});

each("a change that never settles holds the refetch no longer than ten seconds", async (t) => {
  await shown(t);
  t.page.write(LIST, 60_000);
  await pass(50);
  t.change(LIST);
  await pass(9_900, 50);
  assert.equal(t.server.requests.length, 1);
  await pass(500);
  assert.equal(t.server.requests.length, 2);
});

each("why: a refetch names its cause, its tag and how long it took", async (t) => {
  told.length = 0;
  await shown(t);
  const { id } = t.change("todos.*");
  await pass(300);
  const [note, ...more] = t.stream.explain(t.page.key(LIST));
  assert.deepEqual(more, []);
  assert.equal(note.outcome, "refetched");
  assert.equal(note.tag, LIST);
  assert.equal(note.event.id, id);
  assert.ok(note.ms >= 95 && note.ms <= 120, `${note.ms} ms`);
  assert.deepEqual(told, [note]);
  const [listed] = t.stream.trace.queries();
  assert.deepEqual(listed.key, t.page.key(LIST));
  assert.deepEqual(listed.tags, [LIST]);
}, { sync: { onRefetch: (note) => told.push(note) } });
