// SPDX-License-Identifier: Apache-2.0

// The Playground's explanations: they agree with the matching rule, and say where two tags part.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { explain, why } from "../../main/resources/META-INF/tagtree/playground/explain.js";
import { parse } from "../../main/resources/META-INF/tagtree/playground/tag.js";

const read = (name) =>
  JSON.parse(readFileSync(new URL(`../resources/vectors/${name}.json`, import.meta.url), "utf8"));

test("an explanation is a hit iff the tags overlap, on every vector, either way round", () => {
  for (const { a, b, overlaps } of read("overlaps")) {
    assert.equal(explain(a, b).hit, overlaps, `${a} and ${b}`);
    assert.equal(explain(b, a).hit, overlaps, `${b} and ${a}`);
    assert.match(explain(a, b).sentence, /^[A-Z“].*\.$/, `${a} and ${b}`);
  }
});

test("every canonical text is taken apart and nothing of it is lost", () => {
  for (const { text } of read("tags").valid) {
    const { segments, group } = parse(text);
    const again = segments.map(({ name, values }) => name + (values ? `(${values.join()})` : ""));
    assert.equal([...again, ...(group ? ["*"] : [])].join("."), text);
  }
});

test("what is no tag is said to be none", () => {
  for (const text of ["", "todos.", ".list", "todos..list", "todos.(1)", "1todos", "a.*.b", "a b"]) {
    assert.equal(parse(text), undefined, text);
    assert.equal(explain("todos.list", text).hit, false);
  }
});

const verdicts = ({ cells }) => cells.map(({ verdict }) => verdict);

test("a miss names the segment where the tags part; what follows was not looked at", () => {
  const pair = explain("todos.byId(1)", "notes.byId(1)");
  assert.deepEqual(verdicts(pair), ["name", "moot"]);
  assert.equal(pair.sentence, "They part at segment 1: todos is not notes.");
  const values = explain("todos.byId(1)", "todos.byId(2)");
  assert.deepEqual(verdicts(values), ["same", "value"]);
  assert.equal(values.sentence, "They part at segment 2: byId(1) is not byId(2).");
});

test("a row that does not reach a list says how the list would hear of it", () => {
  assert.equal(
    explain("todos.byId(1)", "todos.list").sentence,
    "They part at segment 2: byId is not list."
      + " A query that shows such rows has to want todos.byId(*) too.",
  );
});

test("a hit says what any, below and the root stand for", () => {
  assert.equal(explain("todos.list", "todos.list").sentence, "Both name todos.list.");
  assert.equal(explain("todos.byId(1)", "todos.byId(*)").sentence, "Because byId(*) stands for every value.");
  assert.deepEqual(verdicts(explain("todos.byId(1)", "todos.byId(*)")), ["same", "any"]);
  assert.equal(explain("todos.*", "todos.byId(1)").sentence, "Because todos.* reaches everything below it.");
  assert.deepEqual(verdicts(explain("todos.*", "todos.byId(1)")), ["same", "below"]);
  assert.equal(explain("todos.list", "*").sentence, "Because * reaches everything.");
});

test("of several tags the one that is hit explains, else the one that comes closest", () => {
  assert.equal(why("todos.list", [], ["notes.list", "todos.*"]).query, "todos.*");
  assert.equal(why("todos.list", [], ["notes.list", "todos.summary"]).query, "todos.summary");
  assert.equal(why("todos.list", [], []), undefined);
  assert.equal(why("old.*", ["todos.list"], ["todos.list"]).hit, true);
});
