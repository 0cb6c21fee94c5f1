// SPDX-License-Identifier: Apache-2.0

/** Four queries to play with while no page of the application is open. */

import { concerns } from "../core.js";
import { why } from "./explain.js";
import { template } from "./schema.js";

/** How long a query of the sandbox pretends to fetch, in ms. */
const PRETENDED = 600;

/** Most notes that are kept; the oldest go first. */
const MOST_NOTES = 64;

const SAMPLES = {
  boolean: "true",
  UUID: "00000000-0000-4000-8000-000000000001",
  LocalDate: "2024-01-01",
};

/** Tags of the trees that teach something beside each other: one, one row, both, and all of it. */
export function lessons(schema) {
  const groups = [...schema.paths.values()].filter(({ kind }) => kind === "group");
  const leaves = (group) => group.members.filter(({ kind, deprecated }) => kind === "leaf" && !deprecated);
  const plain = ({ parameters = [] }) => parameters.length === 0;
  const group = groups.find((each) => leaves(each).some(plain) && !leaves(each).every(plain));
  if (!group) {
    const some = [...schema.paths.values()].filter(({ kind }) => kind === "leaf").slice(0, 4);
    return some.length
      ? some.map((leaf) => ({ key: [leaf.name], tags: [sample(leaf)] }))
      : [
          { key: ["todos"], tags: ["todos.list"] },
          { key: ["todo", "1"], tags: ["todos.byId(1)"] },
          { key: ["board"], tags: ["todos.list", "todos.byId(*)"] },
          { key: ["everything"], tags: ["todos.*"] },
        ];
  }
  const of = (member) => schema.paths.get(member.path);
  const list = of(leaves(group).find(plain));
  const one = of(leaves(group).find((leaf) => !plain(leaf)));
  return [
    { key: [group.name, list.name], tags: [sample(list)] },
    { key: [group.name, one.name, "1"], tags: [sample(one)] },
    { key: ["a list that shows rows"], tags: [sample(list), sample(group, template(one))] },
    { key: [`all ${group.name}`], tags: [sample(group)] },
  ];
}

/** A member's tag with a value for each parameter, which `text` has as any. */
function sample(member, text = template(member)) {
  const parameters = member.chain.flatMap((each) => each.parameters ?? []);
  let next = 0;
  return text.replace(/(?<=[(,])\*/g, () => {
    const parameter = parameters[next++];
    return parameter ? SAMPLES[parameter.type] ?? parameter.constants?.[0] ?? "1" : "*";
  });
}

/** A tab that is none: `{ tab, hear }`. `changed` is called after each change. */
export function createSandbox(schema, changed) {
  const queries = lessons(schema).map(({ key, tags }) => ({
    key: JSON.stringify(key),
    tags,
    state: "fresh",
    observers: 1,
  }));
  const tab = { tab: "sandbox", title: "Sandbox", path: "", visible: true, queries, notes: [] };

  function land(query) {
    if (query.again) setTimeout(land, PRETENDED, query);
    else query.state = "fresh";
    query.again = false;
    changed();
  }

  return {
    tab,
    /** Does what an adapter would do about a message. */
    hear(message) {
      const { type, id, from, tags = [], reason } = message;
      for (const query of queries) {
        if (!concerns(message, query.tags)) continue;
        const busy = query.state === "fetching";
        query.state = "fetching";
        tab.notes.push({
          tab: tab.tab,
          key: query.key,
          tag: type === "resync" ? undefined : why(from, tags, query.tags).query,
          event: { type, id, from, tags, reason },
          outcome: busy ? "queued" : "refetched",
          at: Date.now(),
        });
        if (tab.notes.length > MOST_NOTES) tab.notes.shift();
        if (busy) query.again = true;
        else setTimeout(land, PRETENDED, query);
      }
      changed();
    },
  };
}
