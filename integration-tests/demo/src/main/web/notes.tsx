// SPDX-License-Identifier: Apache-2.0
// The notes. No query is invalidated by hand: the event is the invalidation.

import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { appTags } from "/tags/com.example.App.js";
import { stamped, tags } from "/tags/tanstack.js";
import { type Note, notes } from "./api";
import { stream } from "./live";
import { Add, Detail, Fed, Loaded, Refusal, Row, TEXT_LENGTH } from "./parts";

/** Changes are sent one after the other, in the order in which they were made. */
const scope = { id: "notes" };

export function Notes() {
  const [selected, select] = useState<string>();
  const list = useQuery({
    queryKey: ["notes"],
    queryFn: stamped(stream, notes.list),
    meta: tags(appTags.notes.list),
  });
  const create = useMutation({
    scope,
    mutationFn: stamped(stream, (fetch, title: string) => notes.create(fetch, { title })),
  });
  const rename = useMutation({
    scope,
    mutationFn: stamped(stream, (fetch, { id, title }: { id: string; title: string }) =>
      notes.update(fetch, id, { title }),
    ),
  });
  const remove = useMutation({ scope, mutationFn: stamped(stream, notes.remove) });
  const latest = [create, rename, remove].reduce((a, b) => (b.submittedAt > a.submittedAt ? b : a));

  return (
    <section aria-labelledby="notes">
      <div className="head">
        <h2 id="notes">Notes</h2>
        <Fed by={appTags.notes.list} query={list} />
      </div>
      <Add id="note" label="New note" onAdd={create.mutateAsync} />
      <Refusal of={latest} />
      <Loaded query={list} what="the notes">
        {(rows) =>
          rows.length === 0 ? (
            <p className="empty">No notes. Add the first one above.</p>
          ) : (
            <ul className="rows" data-testid="note-list">
              {rows.map((note) => (
                <Row
                  key={note.id}
                  id={note.id}
                  kind="note"
                  title={note.title}
                  selected={selected === note.id}
                  busy={
                    (rename.isPending && rename.variables.id === note.id) ||
                    (remove.isPending && remove.variables === note.id)
                  }
                  onSelect={() => select(selected === note.id ? undefined : note.id)}
                  onRename={(title) => rename.mutate({ id: note.id, title })}
                  onDelete={() => remove.mutate(note.id)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {selected && <NoteDetail key={selected} id={selected} onClose={() => select(undefined)} />}
    </section>
  );
}

function NoteDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const tag = appTags.notes.byId(id);
  const detail = useQuery({
    queryKey: ["note", id],
    queryFn: stamped(stream, (fetch) => notes.get(fetch, id)),
    meta: tags(tag),
  });
  return (
    <Detail kind="note" id={id} fed={<Fed by={tag} query={detail} />} onClose={onClose}>
      <Loaded query={detail} what="the note">
        {(note) => <NoteText note={note} />}
      </Loaded>
    </Detail>
  );
}

/**
 * The text follows the server until somebody types; then it waits for what they decide, and says so
 * if the server has a text by then that is neither what they began with nor one that they saved.
 */
function NoteText({ note }: { note: Note }) {
  const [draft, setDraft] = useState<{ text: string; known: readonly string[] }>();
  const save = useMutation({
    scope,
    mutationFn: stamped(stream, (fetch, text: string) => notes.update(fetch, note.id, { text })),
  });
  if (draft && draft.text === note.text) {
    setDraft(undefined); // saved, or typed back to what it was
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft) {
      setDraft({ ...draft, known: [...draft.known, draft.text] });
      save.mutate(draft.text);
    }
  };
  return (
    <form className="text" onSubmit={submit}>
      <h3>{note.title}</h3>
      <textarea
        aria-label={`Text of ${note.title}`}
        data-testid={`note-text-${note.id}`}
        maxLength={TEXT_LENGTH}
        placeholder="No text yet."
        rows={5}
        value={draft?.text ?? note.text}
        onChange={(event) =>
          setDraft({ text: event.target.value, known: draft?.known ?? [note.text] })
        }
      />
      {draft && !draft.known.includes(note.text) && (
        <p role="status">This text was changed elsewhere while you were typing.</p>
      )}
      <div className="buttons">
        <button type="submit" data-testid={`note-save-${note.id}`} disabled={!draft}>
          Save
        </button>
        {draft && (
          <button type="button" className="quiet" onClick={() => setDraft(undefined)}>
            Discard my changes
          </button>
        )}
      </div>
      <Refusal of={save} />
    </form>
  );
}
