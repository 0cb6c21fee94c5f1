// SPDX-License-Identifier: Apache-2.0

/** The keys of a tree: arrows, Home and End move the focus, Enter and space pick. */

/** Listens on a tree of rows; `focused`, `twist` and `pick` are told of the row's tag. */
export function listenToKeys(tree, { focused, twist, pick }) {
  tree.addEventListener("focusin", ({ target }) => {
    const row = target.closest("[role=treeitem]");
    if (row) focused(row.dataset.tag);
  });

  tree.addEventListener("keydown", (press) => {
    const rows = [...tree.children];
    const row = press.target.closest("[role=treeitem]");
    const at = rows.indexOf(row);
    if (at < 0) return;
    const { tag } = row.dataset;
    const expanded = row.getAttribute("aria-expanded");
    const level = (each) => Number(each.getAttribute("aria-level"));
    const above = () => rows.slice(0, at).reverse().find((each) => level(each) < level(row));
    const go = (to) => {
      if (!to) return;
      row.tabIndex = -1;
      to.tabIndex = 0;
      to.focus();
    };
    const moves = {
      ArrowDown: () => go(rows[at + 1]),
      ArrowUp: () => go(rows[at - 1]),
      Home: () => go(rows[0]),
      End: () => go(rows.at(-1)),
      ArrowRight: () => (expanded === "false" ? twist(tag) : go(rows[at + 1])),
      ArrowLeft: () => (expanded === "true" ? twist(tag) : go(above())),
      Enter: () => pick(tag),
      " ": () => pick(tag),
    };
    if (!Object.hasOwn(moves, press.key)) return;
    press.preventDefault();
    moves[press.key]();
  });
}
