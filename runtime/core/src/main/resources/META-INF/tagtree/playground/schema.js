// SPDX-License-Identifier: Apache-2.0

/** What the trees of a server declare: whether a tag is theirs, and how each language writes it. */

import { decode, parse, pathOf } from "./tag.js";

/** Most completions that are offered at once. */
const MOST_COMPLETIONS = 12;

const INTEGER = /^(0|-?[1-9]\d*)$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * The members of all trees by path: `{ kind, name, path, parameters, doc, deprecated, members,
 * tree, chain }`, where `chain` are the groups above and itself. `complete` is false if the server
 * has a tree whose schema is not known here: then nothing can be said to be outside of it. `java`
 * are the names of Java's methods by path, where they are not the wire's.
 */
export function index(trees, java = {}) {
  const paths = new Map();
  const known = trees.filter(Boolean);
  for (const tree of known) {
    const enter = (members, above) => {
      for (const member of members) {
        const chain = [...above, member];
        const entry = { parameters: [], members: [], ...member, tree, chain };
        if (!paths.has(member.path)) paths.set(member.path, entry);
        enter(member.members ?? [], chain);
      }
    };
    enter(tree.members, []);
  }
  return { trees: known, paths, java, complete: known.length > 0 && known.length === trees.length };
}

/** A member's canonical text with any for each parameter: `org(*).members.*`. */
export function template({ chain, kind }) {
  const names = chain.map(({ name, parameters = [] }) =>
    name + (parameters.length ? `(${parameters.map(() => "*").join()})` : ""));
  return names.join(".") + (kind === "group" ? ".*" : "");
}

/** How a member reads: `byId(id)`. */
export function signature({ name, parameters = [] }) {
  return name + (parameters.length ? `(${parameters.map((parameter) => parameter.name).join(", ")})` : "");
}

/** What is wrong with a tag: `{ text, meant }`, where `meant` is a tag or undefined; or nothing. */
export function problem(schema, tag) {
  const parsed = parse(tag);
  if (!parsed) return { text: `“${tag}” is not a tag.` };
  if (!schema.complete || parsed.segments.length === 0) return undefined;
  const path = pathOf(tag);
  const member = schema.paths.get(path);
  if (!member) {
    const near = nearest(path, [...schema.paths.keys()]);
    return {
      text: `No tree of this server declares ${path}.`,
      meant: near && refill(schema.paths.get(near), parsed),
    };
  }
  if (parsed.group !== (member.kind === "group")) {
    return {
      text: `${path} is a ${member.kind}, not a ${parsed.group ? "group" : "leaf"}.`,
      meant: refill(member, parsed),
    };
  }
  for (const [i, { name, values = [] }] of parsed.segments.entries()) {
    const { parameters = [] } = member.chain[i];
    if (values.length !== parameters.length) {
      const count = parameters.length === 1 ? "1 parameter" : `${parameters.length} parameters`;
      return { text: `${name} has ${count}, not ${values.length}.`, meant: refill(member, parsed) };
    }
    const wrong = parameters.find((parameter, j) => !fits(parameter, values[j]));
    if (wrong) {
      const those = wrong.constants ? ` (${wrong.constants.join(", ")})` : "";
      return { text: `${wrong.name} of ${name} is of type ${wrong.type}${those}.` };
    }
  }
  return undefined;
}

/** The same member with the values that fit; any for the others. */
function refill(member, { segments }) {
  const names = member.chain.map(({ name, parameters = [] }, i) => {
    const values = segments[i]?.values ?? [];
    if (!parameters.length) return name;
    const kept = values.length === parameters.length ? values : parameters.map(() => "*");
    return `${name}(${kept.join()})`;
  });
  return names.join(".") + (member.kind === "group" ? ".*" : "");
}

function fits({ type, constants }, value) {
  if (value === "*") return true;
  const text = decode(value);
  if (type === "boolean") return text === "true" || text === "false";
  if (type === "enum") return constants?.includes(text) ?? true;
  if (type === "UUID") return UUID.test(text);
  if (type === "LocalDate") return DATE.test(text);
  return type === "String" || INTEGER.test(text);
}

/** The candidate that takes the fewest edits, if those are few; the first of equals. */
export function nearest(text, candidates) {
  const lower = text.toLowerCase();
  let best;
  let least = Math.max(2, Math.floor(text.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = distance(lower, candidate.toLowerCase(), least);
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** Levenshtein's distance, or `limit` if it is not below. */
function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return Math.min(limit, row[b.length]);
}

/** Tags that what was typed could become: those that begin with it first; then those with it. */
export function complete(schema, typed, inUse = []) {
  const all = new Set(inUse);
  for (const member of schema.paths.values()) all.add(template(member));
  all.add("*");
  const text = typed.trim().toLowerCase();
  const rank = (tag) => {
    const at = tag.toLowerCase().indexOf(text);
    return at < 0 ? 2 : at > 0 ? 1 : 0;
  };
  return [...all]
    .filter((tag) => rank(tag) < 2)
    .sort((a, b) => rank(a) - rank(b) || a.length - b.length || (a < b ? -1 : 1))
    .slice(0, MOST_COMPLETIONS);
}

/** The same tag in Java, in TypeScript and on the wire. Undeclared ones only as text. */
export function forms(schema, tag) {
  const parsed = parse(tag);
  if (!parsed) return undefined;
  if (parsed.segments.length === 0) {
    const tree = schema.trees[0];
    return tree
      ? { java: `${javaClass(tree)}.ALL`, ts: browserName(tree), wire: tag }
      : { java: `Tag.parse("*")`, ts: `"*"`, wire: tag };
  }
  const member = schema.paths.get(pathOf(tag));
  const values = member?.chain.map(({ parameters = [] }, i) =>
    parsed.segments[i].values ?? parameters.map(() => "*"));
  const declared = member && (member.kind === "group") === parsed.group
    && member.chain.every(({ parameters = [] }, i) => values[i].length === parameters.length);
  if (!declared) return { java: `Tag.parse(${JSON.stringify(tag)})`, ts: JSON.stringify(tag), wire: tag };
  let java = javaClass(member.tree);
  let ts = browserName(member.tree);
  for (const [i, { name, path, parameters = [] }] of member.chain.entries()) {
    const last = i === member.chain.length - 1;
    const open = values[i].includes("*");
    java += `.${schema.java[path] ?? name}(${parameters.map((parameter, j) => inJava(parameter, values[i][j], open)).join(", ")})`;
    ts += `.${name}`;
    // What is not called stands for any of it, which only the last one may be.
    if (parameters.length && !(last && values[i].every((value) => value === "*"))) {
      ts += `(${parameters.map((parameter, j) => inTypeScript(parameter, values[i][j])).join(", ")})`;
    }
  }
  return { java, ts, wire: tag };
}

const javaClass = (tree) => tree.class.slice(tree.class.lastIndexOf(".") + 1);

const browserName = (tree) => javaClass(tree).replace(/^./, (first) => first.toLowerCase());

function inJava({ type }, value, open) {
  if (value === "*") return "Arg.any()";
  const text = decode(value);
  const quoted = JSON.stringify(text);
  const literal = {
    String: quoted,
    long: open ? `${text}L` : text,
    short: `(short) ${text}`,
    byte: `(byte) ${text}`,
    BigInteger: `new BigInteger(${quoted})`,
    UUID: `UUID.fromString(${quoted})`,
    LocalDate: `LocalDate.parse(${quoted})`,
  }[type === "biginteger" ? "BigInteger" : type] ?? text;
  return open ? `Arg.of(${literal})` : literal;
}

function inTypeScript({ type }, value) {
  if (value === "*") return "any";
  const text = decode(value);
  if (type === "boolean") return text;
  if (["int", "long", "short", "byte", "BigInteger"].includes(type)) {
    return Number.isSafeInteger(Number(text)) ? text : `${text}n`;
  }
  return JSON.stringify(text);
}
