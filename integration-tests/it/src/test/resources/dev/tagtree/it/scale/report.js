// SPDX-License-Identifier: Apache-2.0
/** @type {string[]} */
const lines = [];

/** @typedef {string & { readonly "~tagtree": "tag" }} Tag */
/** @typedef {{ readonly "~tagtree": "group", toString(): string, toJSON(): string }} TagGroup */

/** @param {string} member @param {string} what @param {Tag} tag */
export function sayTag(member, what, tag) {
  if (typeof tag !== "string") say(member, what, `a ${typeof tag}`);
  say(member, what, tag);
}

/** @param {string} member @param {string} what @param {TagGroup} tag */
export function sayGroup(member, what, tag) {
  if (!Object.isFrozen(tag)) say(member, what, "can be changed");
  if (JSON.stringify(tag) !== `"${tag}"`) say(member, what, JSON.stringify(tag));
  say(member, what, String(tag));
}

/** @param {string} member @param {string} what @param {string} says */
const say = (member, what, says) => lines.push(`${member} ${what}: ${says.replaceAll("\n", "\\n")}`);

process.on("exit", () => process.stdout.write(`${lines.join("\n")}\n`));
