// SPDX-License-Identifier: Apache-2.0

// What the Playground knows of a server's trees: problems, proposals, and the three languages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { complete, forms, index, problem, template } from "../../main/resources/META-INF/tagtree/playground/schema.js";

const tree = JSON.parse(readFileSync(
  new URL("../../../../../processor/src/test/resources/expected/App.json", import.meta.url), "utf8"));
const schema = index([tree]);

test("every declared member is found by its path, and its template is no problem", () => {
  assert.deepEqual([...schema.paths.keys()], [
    "health", "todos", "todos.list", "todos.summary", "todos.byId", "todos.inRange", "notes",
    "notes.list", "org", "org.profile", "org.ofKind", "org.members", "org.members.list",
  ]);
  for (const member of schema.paths.values()) {
    assert.equal(problem(schema, template(member)), undefined, template(member));
  }
  assert.equal(template(schema.paths.get("org.members")), "org(*).members.*");
  assert.equal(problem(schema, "*"), undefined);
});

for (const [tag, text, meant] of [
  ["todo.list", "No tree of this server declares todo.list.", "todos.list"],
  ["todos.byid(7)", "No tree of this server declares todos.byid.", "todos.byId(7)"],
  ["org(acme).member.list", "No tree of this server declares org.member.list.", "org(acme).members.list"],
  ["entirely.different", "No tree of this server declares entirely.different.", undefined],
  ["todos", "todos is a group, not a leaf.", "todos.*"],
  ["todos.list.*", "todos.list is a leaf, not a group.", "todos.list"],
  ["todos.byId", "byId has 1 parameter, not 0.", "todos.byId(*)"],
  ["todos.inRange(2024-01-01)", "inRange has 2 parameters, not 1.", "todos.inRange(*,*)"],
  ["todos.inRange(2024-01-01,soon)", "to of inRange is of type LocalDate.", undefined],
  ["org(acme).ofKind(HUGE,1)", "kind of ofKind is of type enum (SMALL, LARGE).", undefined],
  ["org(acme).ofKind(LARGE,x)", "page of ofKind is of type long.", undefined],
]) {
  test(`${tag} is outside of the schema`, () => {
    const found = problem(schema, tag);
    assert.equal(found.text, text);
    assert.equal(found.meant, meant);
    if (meant) assert.equal(problem(schema, meant), undefined);
  });
}

test("nothing is outside while a tree of the server is not known", () => {
  assert.equal(problem(index([tree, null]), "later.added"), undefined);
  assert.equal(problem(index([]), "later.added"), undefined);
});

test("names that objects have by nature are not declared by nature", () => {
  assert.match(problem(schema, "constructor").text, /^No tree/);
});

for (const [tag, java, ts] of [
  ["*", "AppTags.ALL", "appTags"],
  ["health", "AppTags.health()", "appTags.health"],
  ["todos.*", "AppTags.todos()", "appTags.todos"],
  ["todos.byId(a%20%22b%22)", String.raw`AppTags.todos().byId("a \"b\"")`, String.raw`appTags.todos.byId("a \"b\"")`],
  ["todos.byId(*)", "AppTags.todos().byId(Arg.any())", "appTags.todos.byId"],
  ["todos.inRange(2024-01-01,*)", `AppTags.todos().inRange(Arg.of(LocalDate.parse("2024-01-01")), Arg.any())`, `appTags.todos.inRange("2024-01-01", any)`],
  ["org(acme).members.list", `AppTags.org("acme").members().list()`, `appTags.org("acme").members.list`],
  ["org(*).*", "AppTags.org(Arg.any())", "appTags.org"],
  ["org(*).profile", "AppTags.org(Arg.any()).profile()", "appTags.org(any).profile"],
  ["org(acme).ofKind(*,7)", `AppTags.org("acme").ofKind(Arg.any(), Arg.of(7L))`, `appTags.org("acme").ofKind(any, 7)`],
  ["other.list", `Tag.parse("other.list")`, `"other.list"`],
]) {
  test(`${tag} in Java and in TypeScript`, () => {
    assert.deepEqual(forms(schema, tag), { java, ts, wire: tag });
  });
}

test("Java has its own name where the wire has another", () => {
  const renamed = index([tree], { "org.members": "people", org: "firm" });
  assert.equal(forms(renamed, "org(1).members.list").java, `AppTags.firm("1").people().list()`);
  assert.equal(forms(renamed, "org(1).members.list").ts, `appTags.org("1").members.list`);
});

test("completions begin with what was typed, then contain it, and are bounded", () => {
  assert.deepEqual(complete(schema, "todos.b", ["todos.byId(7)"]), ["todos.byId(*)", "todos.byId(7)"]);
  assert.deepEqual(complete(schema, "summ"), ["todos.summary"]);
  assert.equal(complete(schema, "", Array.from({ length: 99 }, (_, i) => `a.b${i}`)).length, 12);
  assert.deepEqual(complete(schema, "nothing like it"), []);
});
