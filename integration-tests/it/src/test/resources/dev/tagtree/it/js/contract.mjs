// SPDX-License-Identifier: Apache-2.0

// Makes in JavaScript what ContractIT has made in Java, and then what only JavaScript can be given.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { overlaps } from "@tagtree/client";
import { any, catalogTags } from "./contracts/dev.tagtree.it.js.Catalog.js";

const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const calls = read("calls.json");

/** JSON has only texts for what are numbers and booleans here. */
const converted = {
  __proto__: null,
  bySku: BigInt,
  byNumbers: BigInt,
  byFlag: (value) => value === "true",
  inRange: (value) => (value === "any" ? any : value),
};

for (const { names, arguments: given, tag } of calls) {
  let member = catalogTags;
  names.forEach((name, i) => {
    member = member[name];
    if (given[i].length) member = member(...given[i].map(converted[name] ?? String));
  });
  assert.equal(String(member), tag);
  assert.equal(JSON.stringify(member), JSON.stringify(tag));
  assert.equal(overlaps(member, tag), true);
}

const { products } = catalogTags;
// The vectors that Java reads too, by the type of their values.
const number = (value) => (/^-?(0|[1-9]\d*)$/.test(value) ? BigInt(value) : value);
const withNumber = (i) => (value) =>
  products.byNumbers(...Array.from({ length: 5 }, (_, j) => (i === j ? number(value) : any)));
const numbers = (i) => (text) =>
  `products.byNumbers(${Array.from({ length: 5 }, (_, j) => (i === j ? text : "*"))})`;
const types = {
  String: [products.byName, (text) => `products.byName(${text})`],
  int: [withNumber(0), numbers(0)],
  long: [withNumber(1), numbers(1)],
  short: [withNumber(2), numbers(2)],
  byte: [withNumber(3), numbers(3)],
  BigInteger: [withNumber(4), numbers(4)],
  boolean: [
    (value) => products.byFlag({ true: true, false: false }[value] ?? value),
    (text) => `products.byFlag(${text})`,
  ],
  UUID: [products.byUuid, (text) => `products.byUuid(${text})`],
  LocalDate: [(value) => products.inRange(value, any), (text) => `products.inRange(${text},*)`],
  enum: [products.byColor, (text) => `products.byColor(${text})`],
};
const vectors = read("vectors/values.json");
for (const { type, value, text } of vectors) {
  const [make, expected] = types[type];
  assert.equal(make(value), expected(text), `${type} ${value}`);
}
for (const { type, value, why } of read("vectors/invalid-values.json")) {
  assert.throws(() => types[type][0](value), /TypeError|RangeError/, `${type} ${value}: ${why}`);
}
assert.ok(vectors.length > 0);

assert.equal(products.bySku(7), "products.bySku(7)");
assert.equal(Object.getPrototypeOf(products), null);
assert.throws(() => { products.more = 1; }, TypeError);
assert.equal(products.misspelt, undefined);
for (const wrong of ["\ud800", "x".repeat(257), 7, null, undefined]) {
  assert.throws(() => products.byName(wrong), /name/);
}
for (const wrong of [2 ** 53, 1.5, NaN, "7", 2n ** 63n, undefined]) {
  assert.throws(() => products.bySku(wrong), /sku|number/);
}
for (const wrong of ["2023-02-29", "2024-1-1", "10000-01-01", new Date(), undefined]) {
  assert.throws(() => products.inRange(wrong, any), /from/);
}
assert.throws(() => products.byColor("PINK"), /RED, GREEN, dark_Blue/);
assert.throws(() => products.byUuid("7"), /UUID/);
assert.throws(() => products.byName(), /name/);
assert.throws(() => products.inRange("2024-01-01"), /to/);

const { words } = catalogTags;
assert.equal(await words, words); // a text called "then" makes no promise of a group
assert.equal({ ...words }.constructor, "words.constructor");
assert.equal(Object.keys(words).includes("hasOwnProperty"), true);
assert.equal(words.toString.constructor, Function);

console.log(`${calls.length} calls agree`);
