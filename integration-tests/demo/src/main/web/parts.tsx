// SPDX-License-Identifier: Apache-2.0
// The parts that todos and notes share.

import type { UseQueryResult } from "@tanstack/react-query";
import type { FormEvent, KeyboardEvent, ReactNode } from "react";
import { useEffect, useRef, useState } from "react";
import type { AnyTag } from "/tags/core.js";
import { ApiError, isPassing } from "./api";
import { useStatus } from "./live";

/** Longest title, in characters; the server refuses longer ones. */
export const TITLE_LENGTH = 200;

/** Longest text of a note, in characters; the server refuses longer ones. */
export const TEXT_LENGTH = 10_000;

const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

export function Time({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{CLOCK.format(at)}</time>;
}

/** By which tag something is kept fresh, and when it was loaded. */
export function Fed({ by, query }: { by: AnyTag; query: UseQueryResult<unknown> }) {
  return (
    <p className="fed" data-busy={query.isFetching}>
      <code>{String(by)}</code>
      {query.dataUpdatedAt > 0 && (
        <span>
          {" "}
          loaded <Time at={new Date(query.dataUpdatedAt)} />
        </span>
      )}
    </p>
  );
}

/** The data of a query, or why there is none. */
export function Loaded<T>({
  query,
  what,
  children,
}: {
  query: UseQueryResult<T>;
  what: string;
  children: (data: T) => ReactNode;
}) {
  const { data, error, refetch } = query;
  if (error instanceof ApiError && error.status === 404) {
    return <p className="empty">There is no such {what.replace("the ", "")} any more.</p>;
  }
  if (error && (data === undefined || !isPassing(error))) {
    return (
      <div className="failed" role="alert">
        <p>{error.message}</p>
        {isPassing(error) && (
          <button type="button" onClick={() => void refetch()}>
            Load {what} again
          </button>
        )}
      </div>
    );
  }
  return data === undefined ? <p className="empty">Loading {what}…</p> : children(data);
}

/** Why the latest change was refused; that nobody answered is forgotten when somebody does. */
export function Refusal({ of }: { of: { error: Error | null; reset: () => void } }) {
  const { error, reset } = of;
  const status = useStatus();
  useEffect(() => {
    if (status === "live" && error && isPassing(error)) {
      reset();
    }
  }, [status]);
  return (
    error && (
      <p className="refusal" role="alert">
        {error.message} {isPassing(error) ? "The change may be lost." : "Nothing was changed."}
      </p>
    )
  );
}

/** A field for the title of a new thing. A title that was not added comes back. */
export function Add({
  id,
  label,
  onAdd,
}: {
  id: string;
  label: string;
  onAdd: (title: string) => Promise<unknown>;
}) {
  const [title, setTitle] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const added = title.trim();
    if (added) {
      setTitle("");
      onAdd(added).catch(() => setTitle((next) => next || added));
    }
  };
  return (
    <form className="add" onSubmit={submit}>
      <input
        aria-label={label}
        autoComplete="off"
        data-testid={`${id}-new`}
        maxLength={TITLE_LENGTH}
        placeholder={label}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <button type="submit" data-testid={`${id}-add`} disabled={!title.trim()}>
        Add
      </button>
    </form>
  );
}

/** A row of a list: its title opens the details, two buttons rename and delete. */
export function Row({
  id,
  kind,
  title,
  selected,
  busy,
  before,
  className,
  onSelect,
  onRename,
  onDelete,
}: {
  id: string;
  kind: "todo" | "note";
  title: string;
  selected: boolean;
  /** Whether a change of it is on its way. */
  busy: boolean;
  before?: ReactNode;
  className?: string | undefined;
  onSelect: () => void;
  onRename: (title: string) => void;
  onDelete: () => void;
}) {
  const [editing, setEditing] = useState(false);
  const rename = useRef<HTMLButtonElement>(null);
  const leave = (next?: string) => {
    setEditing(false);
    if (next && next !== title) {
      onRename(next);
    }
    requestAnimationFrame(() => rename.current?.focus());
  };
  return (
    <li
      className={className}
      data-testid={`${kind}-row-${id}`}
      data-selected={selected}
      aria-busy={busy}
    >
      {before}
      {editing ? (
        <Editor id={`${kind}-edit-${id}`} title={title} onLeave={leave} />
      ) : (
        <div className="row">
          <button
            type="button"
            className="title"
            aria-expanded={selected}
            data-testid={`${kind}-title-${id}`}
            onClick={onSelect}
          >
            {title}
          </button>
          <span className="actions">
            <button
              ref={rename}
              type="button"
              className="quiet"
              aria-label={`Rename ${title}`}
              data-testid={`${kind}-rename-${id}`}
              onClick={() => setEditing(true)}
            >
              Rename
            </button>
            <button
              type="button"
              className="quiet danger"
              aria-label={`Delete ${title}`}
              data-testid={`${kind}-delete-${id}`}
              onClick={(event) => {
                onDelete();
                neighbour(event.currentTarget)?.focus();
              }}
            >
              Delete
            </button>
          </span>
        </div>
      )}
    </li>
  );
}

/** Where the focus goes from a row that is about to vanish. */
function neighbour(inside: HTMLElement): HTMLElement | null | undefined {
  const row = inside.closest("li");
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  return next
    ? next.querySelector<HTMLElement>(".title")
    : row?.closest("section")?.querySelector<HTMLElement>(".add input");
}

/** Enter saves and Escape leaves as it was; an empty title is the old one. */
function Editor({
  id,
  title,
  onLeave,
}: {
  id: string;
  title: string;
  onLeave: (title?: string) => void;
}) {
  const [draft, setDraft] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      onLeave();
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onLeave(draft.trim());
  };
  return (
    <form className="edit" onSubmit={submit} onKeyDown={keys}>
      <input
        ref={field}
        aria-label={`New title of ${title}`}
        data-testid={id}
        maxLength={TITLE_LENGTH}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <button type="submit">Save</button>
      <button type="button" className="quiet" onClick={() => onLeave()}>
        Cancel
      </button>
    </form>
  );
}

/** A panel with the details of one thing. */
export function Detail({
  kind,
  id,
  fed,
  onClose,
  children,
}: {
  kind: "todo" | "note";
  id: string;
  fed: ReactNode;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <article
      className="detail"
      data-testid={`${kind}-detail`}
      aria-label={`Details of ${kind} ${id}`}
    >
      <div className="head">
        {fed}
        <button type="button" className="quiet" onClick={onClose}>
          Close
        </button>
      </div>
      {children}
    </article>
  );
}
