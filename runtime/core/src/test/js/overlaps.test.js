// SPDX-License-Identifier: Apache-2.0

// Matching: the vectors that Java reads too, and what only JavaScript can be given.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { concerns, overlaps, texts } from "../../main/resources/META-INF/tagtree/core.js";

const read = (name) =>
  JSON.parse(readFileSync(new URL(`../resources/vectors/${name}.json`, import.meta.url), "utf8"));

test("both languages agree on every vector, either way round", () => {
  const vectors = read("overlaps");
  assert.ok(vectors.length > 0);
  for (const { a, b, overlaps: expected } of vectors) {
    assert.equal(overlaps(a, b), expected, `${a} and ${b}`);
    assert.equal(overlaps(b, a), expected, `${b} and ${a}`);
  }
});

test("every canonical text is taken for a tag", () => {
  const canonical = read("tags").valid.map(({ text }) => text);
  assert.ok(canonical.length > 0);
  assert.deepEqual(texts(canonical), canonical);
});

const hits = [
  ["*", "*"],
  ["*", "todos.list"],
  ["*", "org(acme).members.list"],
  ["todos.*", "todos.list"],
  ["todos.*", "todos.*"],
  ["todos.*", "todos.byId(1)"],
  ["todos.byId(*)", "todos.byId(1)"],
  ["todos.byId(1)", "todos.byId(1)"],
  ["todos.byId()", "todos.byId()"],
  ["todos.byId()", "todos.byId(*)"],
  ["todos.byId", "todos.byId(1)"], // a missing value is any
  ["range(1)", "range(1,2)"],
  ["range(1,*)", "range(*,2)"],
  ["byId(a.b)", "byId(a.b)"],
  ["byId(a.*)", "byId(a.*)"],
  ["org(acme).*", "org(acme).members.list"],
  ["org(*).members.list", "org(acme).members.*"],
  ["org(acme).a(x.y).b", "org(*).a(x.y).*"],
];
const misses = [
  ["todos.list", "todos.summary"],
  ["todos.list", "todos.byId(1)"],
  ["todos.byId(1)", "todos.byId(2)"],
  ["todos.byId()", "todos.byId(1)"],
  ["todos.byId(%2A)", "todos.byId(1)"],
  ["todos.*", "todosets.list"],
  ["todos.*", "notes.*"],
  ["org(acme).*", "org(other).members.list"],
  ["range(1,*)", "range(2,2)"],
  ["byId(a.b)", "byId(a.c)"],
  ["byId(A)", "byId(a)"],
  ["todos.list", ""],
];

for (const [pairs, expected] of [
  [hits, true],
  [misses, false],
]) {
  for (const [a, b] of pairs) {
    test(`${a} ${expected ? "overlaps" : "does not overlap"} ${b}`, () => {
      assert.equal(overlaps(a, b), expected);
      assert.equal(overlaps(b, a), expected);
    });
  }
}

test("groups and members that are not called overlap as their text does", () => {
  const group = Object.freeze({ __proto__: null, toString: () => "todos.*" });
  const byId = Object.assign(() => {}, { toString: () => "todos.byId(*)" });
  assert.equal(overlaps(group, byId), true);
  assert.equal(overlaps(byId, "todos.list"), false);
  const message = { type: "invalidate", tags: ["todos.byId(*)"], from: "todos.byId(*)" };
  assert.equal(concerns(message, [group]), true);
});

test("names that objects have by nature are names like any other", () => {
  assert.equal(overlaps("constructor.list", "__proto__.list"), false);
  assert.equal(overlaps("toString(length)", "toString(*)"), true);
});

test("more tags than are remembered are matched just as well", () => {
  for (let i = 0; i < 12_000; i++) {
    assert.equal(overlaps(`todos.byId(${i})`, "todos.*"), true);
    assert.equal(overlaps(`todos.byId(${i})`, "todos.byId(x)"), false);
  }
});
