// SPDX-License-Identifier: Apache-2.0
// The todos. No query is invalidated by hand: the event is the invalidation.

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { appTags } from "/tags/com.example.App.js";
import { stamped, tags } from "/tags/tanstack.js";
import { type Summary, type Todo, todos } from "./api";
import { stream } from "./live";
import { Add, Detail, Fed, Loaded, Refusal, Row } from "./parts";

/** Changes are sent one after the other, in the order in which they were made. */
const scope = { id: "todos" };

export function Todos() {
  const [selected, select] = useState<string>();
  const list = useQuery({
    queryKey: ["todos"],
    queryFn: stamped(stream, todos.list),
    meta: tags(appTags.todos.list),
  });
  const create = useMutation({
    scope,
    mutationFn: stamped(stream, (fetch, title: string) => todos.create(fetch, { title })),
  });
  const update = useMutation({
    scope,
    mutationFn: stamped(stream, (fetch, { id, ...fields }: Partial<Todo> & { id: string }) =>
      todos.update(fetch, id, fields),
    ),
  });
  const remove = useMutation({ scope, mutationFn: stamped(stream, todos.remove) });
  const latest = [create, update, remove].reduce((a, b) => (b.submittedAt > a.submittedAt ? b : a));

  return (
    <section aria-labelledby="todos">
      <div className="head">
        <h2 id="todos">Todos</h2>
        <Fed by={appTags.todos.list} query={list} />
      </div>
      <Counters />
      <Add id="todo" label="New todo" onAdd={create.mutateAsync} />
      <Refusal of={latest} />
      <Loaded query={list} what="the todos">
        {(rows) =>
          rows.length === 0 ? (
            <p className="empty">Nothing to do. Add the first todo above.</p>
          ) : (
            <ul className="rows" data-testid="todo-list">
              {rows.map((todo) => (
                <Row
                  key={todo.id}
                  id={todo.id}
                  kind="todo"
                  title={todo.title}
                  selected={selected === todo.id}
                  busy={
                    (update.isPending && update.variables.id === todo.id) ||
                    (remove.isPending && remove.variables === todo.id)
                  }
                  className={todo.done ? "done" : undefined}
                  before={
                    <input
                      type="checkbox"
                      aria-label={`${todo.title} is done`}
                      data-testid={`todo-toggle-${todo.id}`}
                      checked={todo.done}
                      onChange={() => update.mutate({ id: todo.id, done: !todo.done })}
                    />
                  }
                  onSelect={() => select(selected === todo.id ? undefined : todo.id)}
                  onRename={(title) => update.mutate({ id: todo.id, title })}
                  onDelete={() => remove.mutate(todo.id)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {selected && <TodoDetail key={selected} id={selected} onClose={() => select(undefined)} />}
    </section>
  );
}

function Counters() {
  const summary = useQuery({
    queryKey: ["todos", "summary"],
    queryFn: stamped(stream, todos.summary),
    meta: tags(appTags.todos.summary),
  });
  const count = (name: keyof Summary) => (
    <div>
      <dt>{name}</dt>
      <dd data-testid={`summary-${name}`}>{summary.data?.[name] ?? "–"}</dd>
    </div>
  );
  return (
    <div className="summary">
      <dl aria-label="Summary">
        {count("open")}
        {count("done")}
        {count("total")}
      </dl>
      <Fed by={appTags.todos.summary} query={summary} />
    </div>
  );
}

function TodoDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const tag = appTags.todos.byId(id);
  const detail = useQuery({
    queryKey: ["todo", id],
    queryFn: stamped(stream, (fetch) => todos.get(fetch, id)),
    meta: tags(tag),
  });
  return (
    <Detail kind="todo" id={id} fed={<Fed by={tag} query={detail} />} onClose={onClose}>
      <Loaded query={detail} what="the todo">
        {(todo) => (
          <>
            <h3>{todo.title}</h3>
            <p>{todo.done ? "This is done." : "This is still open."}</p>
          </>
        )}
      </Loaded>
    </Detail>
  );
}
