// SPDX-License-Identifier: Apache-2.0

// A generated contract, on its own and with the client: what compiles has to, and what is expected
// not to must not.
import { connect, overlaps } from "@tagtree/client";
import { tags } from "@tagtree/client/tanstack";
import { any, catalogTags } from "../contracts/dev.tagtree.it.js.Catalog.js";
import type { Tag, TagGroup } from "../contracts/dev.tagtree.it.js.Catalog.js";

const { products } = catalogTags;

const leaf: Tag = products.byName("chair");
const text: string = leaf;
const group: TagGroup = products;
const anyName: TagGroup = products.byName;
const org: TagGroup = catalogTags.org("acme");
const keys: readonly string[] = [products.list, leaf, String(products), products.toJSON()];
const partial: Tag = products.inRange("2024-01-01", any);
products.bySku(7);
products.bySku(2n ** 60n);
products.byNumbers(1, 2n, 3, 4, any);
products.byFlag(true);
products.byColor("dark_Blue");
products.byUuid("3f0c5a52-6f0e-4d0c-9f6f-1d2f3a4b5c6d");
catalogTags.org(any).members.byId("7");

const stream = connect({ url: "/tags/events", tags: [catalogTags, catalogTags.health] });
stream.watch([products, products.byName, leaf], () => {});
stream.watch(catalogTags.org("acme").members, () => {});
const meta = tags(catalogTags, products.list, catalogTags.org, org, partial);
const hit: boolean = overlaps(products.renamed, catalogTags);

// @ts-expect-error: there is no such member
products.lst;
// @ts-expect-error: the member has another name on the wire
products.oldName;
// @ts-expect-error: a member without parameters is not called
products.list();
// @ts-expect-error: the argument is missing
products.byName();
// @ts-expect-error: a text is not a number
products.bySku("7");
// @ts-expect-error: a number is not a text
products.byName(7);
// @ts-expect-error: what may be missing is not a text
products.byName(new Map<string, string>().get("name"));
// @ts-expect-error: there is no such constant
products.byColor("PINK");
// @ts-expect-error: one argument is missing
products.inRange("2024-01-01");
// @ts-expect-error: a date is a text
products.inRange(new Date(), any);
// @ts-expect-error: a group with parameters has its members below the call
catalogTags.org.members;
// @ts-expect-error: any stands for a value, not for a tag
stream.watch([any], () => {});
// @ts-expect-error: a string is not a tag
const forged: Tag = "products.list";
// @ts-expect-error: the tree is the server's
products.list = leaf;

export { text, group, anyName, keys, meta, hit, forged };

const words: readonly Tag[] = [
  catalogTags.words.constructor,
  catalogTags.words.name,
  catalogTags.words.length,
  catalogTags.words.then,
  catalogTags.words.class,
  catalogTags.words.delete("a", any),
  catalogTags.words.twins("a", "b"),
];
const awaited: TagGroup = await catalogTags.words;
// @ts-expect-error: a leaf without parameters is not called
catalogTags.words.constructor();
