// SPDX-License-Identifier: Apache-2.0
// The REST calls, and the one kind of error that they end with. Each is given the `fetch` of the
// query or mutation that it serves, which reads the stamps of responses.

export interface Todo {
  readonly id: string;
  readonly title: string;
  readonly done: boolean;
}

export interface Summary {
  readonly total: number;
  readonly done: number;
  readonly open: number;
}

export interface Note {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** A sentence that can be shown; status 0 if there was no answer at all. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }

  /** Whether asking again can help: 4xx says that this request is wrong, and stays wrong. */
  get isPassing(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

export function isPassing(error: unknown): boolean {
  return !(error instanceof ApiError) || error.isPassing;
}

type Fetch = typeof globalThis.fetch;

async function call<T>(fetch: Fetch, method: string, path: string, body?: object): Promise<T> {
  let response: Response;
  try {
    response = await fetch("/api/" + path, {
      method,
      ...(body && {
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
  } catch {
    throw new ApiError(0, "The server does not answer.");
  }
  const answer = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) {
    const { status } = response;
    throw new ApiError(status, sentence(answer) ?? `The server answered ${status}.`);
  }
  return answer as T;
}

function sentence(answer: unknown): string | undefined {
  if (typeof answer === "object" && answer !== null && "error" in answer) {
    return String(answer.error);
  }
  return undefined;
}

function collection<T>(name: string) {
  const one = (id: string) => `${name}/${encodeURIComponent(id)}`;
  return {
    list: (fetch: Fetch) => call<T[]>(fetch, "GET", name),
    get: (fetch: Fetch, id: string) => call<T>(fetch, "GET", one(id)),
    create: (fetch: Fetch, fields: Partial<T>) => call<T>(fetch, "POST", name, fields),
    update: (fetch: Fetch, id: string, fields: Partial<T>) =>
      call<T>(fetch, "PUT", one(id), fields),
    remove: (fetch: Fetch, id: string) => call<void>(fetch, "DELETE", one(id)),
  };
}

export const todos = {
  ...collection<Todo>("todos"),
  summary: (fetch: Fetch) => call<Summary>(fetch, "GET", "todos/summary"),
};

export const notes = collection<Note>("notes");
