// SPDX-License-Identifier: Apache-2.0

// One page and its server, shown by each of the libraries that there is an adapter for. The
// libraries are the real ones, the stream is too; time, the network and the screen are played.
import { createRequire } from "node:module";
import { mock } from "node:test";
import { connect } from "../../main/resources/META-INF/tagtree/core.js";
import * as rtk from "../../main/resources/META-INF/tagtree/rtk.js";
import * as swr from "../../main/resources/META-INF/tagtree/swr.js";
import * as tanstack from "../../main/resources/META-INF/tagtree/tanstack.js";
import { FakeSources, pass, stopTime } from "./fakes.js";

/** The screen: what React and SWR need of a document to show nothing, and what can be hidden. */
class Screen extends EventTarget {
  nodeType = 9;
  visibilityState = "visible";
  hasFocus = () => true;
  createElement = () => Object.assign(new EventTarget(), {
    nodeType: 1, nodeName: "DIV", tagName: "DIV", ownerDocument: this, style: {}, setAttribute() {},
  });
  become(state) {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

globalThis.window = globalThis; // without one, SWR takes itself to be on a server
globalThis.addEventListener ??= () => {};
globalThis.removeEventListener ??= () => {};
globalThis.document = new Screen();
globalThis.HTMLIFrameElement = class {};

process.env.NODE_ENV = "production"; // of React, whose other build looks at more of a browser
const require = createRequire(import.meta.url);
const { QueryClient, QueryObserver, MutationObserver } = require("@tanstack/query-core");
const { configureStore, createApi, fetchBaseQuery } = require("./libraries/rtk-query.cjs");
const { default: useSWR, SWRConfig, useSWRConfig } = require("./libraries/swr.cjs");
const { createElement, useEffect } = require("react");
const { createRoot } = require("react-dom/client");

/** A server whose log is its history: a read sees all of it, and says so if it gives stamps. */
class Server {
  state = 0;
  latency = 100;
  behind = 0; // how far what answers lags behind the log
  stamps = false;
  failing = false;
  requests = [];
  running = 0;
  mostRunning = 0;

  fetch = async (url, init) => {
    this.requests.push(new Request(url, init));
    this.mostRunning = Math.max(this.mostRunning, ++this.running);
    const seen = this.state - this.behind;
    await new Promise((resolve) => setTimeout(resolve, this.latency));
    this.running--;
    const headers = { "Content-Type": "application/json" };
    if (this.stamps) headers["TagTree-Cursor"] = `e-${1_000 + seen}`;
    return new Response(JSON.stringify(seen), { status: this.failing ? 503 : 200, headers });
  };
}

/** What a test plays with. */
export async function open(t, library, options) {
  const opened = [];
  t.after(async () => { // before time starts again
    for (const close of opened) await close();
  });
  stopTime(t);
  const screen = globalThis.document;
  screen.visibilityState = "visible";
  const sources = new FakeSources();
  const stream = connect({ url: "/e", cursor: "e-1000", share: false, eventSource: sources.create });
  sources.last.hello("live", "e-1000");
  const server = new Server();
  mock.method(globalThis, "fetch", server.fetch);
  const page = await libraries[library](stream, options);
  opened.push(page.stop, stream.close, page.close ?? (() => {}));
  return {
    server, stream, page, screen,
    /** A change of the data, and its event; `said: false` keeps the event for later. */
    change(tag, { spread = 0, said = true } = {}) {
      const id = `e-${1_000 + ++server.state}`;
      const say = () => sources.last.send("invalidate", { tags: [tag], from: tag, spread }, id);
      if (said) say();
      return { id, say };
    },
    resync() {
      sources.last.send("resync", { reason: "gap", spread: 0 }, `e-${1_000 + server.state}`);
    },
  };
}

const url = (tag) => `http://localhost/${tag}`;

async function read(fetch, tag) {
  const response = await fetch(url(tag));
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/** A view: the values it has shown, in order. */
class View {
  shown = [];
  show = (data) => {
    if (data !== undefined && this.shown.at(-1) !== data) this.shown.push(data);
  };
}

/** Each opens a page: `show(tag)` shows data with that tag, `write(tag)` is a pending mutation. */
const libraries = {
  tanstack(stream, options) {
    const client = new QueryClient({
      defaultOptions: { queries: { retry: false, staleTime: Infinity, networkMode: "always" } },
    });
    const stop = tanstack.syncQueries(client, stream, options);
    return {
      stop,
      close: () => client.clear(),
      key: (tag) => [tag],
      show(tag) {
        const view = new View();
        const observer = new QueryObserver(client, {
          queryKey: [tag],
          meta: tanstack.tags(tag),
          queryFn: tanstack.stamped(stream, (fetch) => read(fetch, tag)),
        });
        view.hide = observer.subscribe(({ data }) => view.show(data));
        return view;
      },
      write: (tag, ms) => new MutationObserver(client, {
        meta: tanstack.tags(tag),
        networkMode: "always",
        mutationFn: () => new Promise((resolve) => setTimeout(resolve, ms)),
      }).mutate(),
    };
  },

  rtk(stream, options) {
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms, { data: null }));
    const api = createApi({
      tagTypes: [rtk.TAG_TYPE],
      baseQuery: rtk.stamped(stream, (fetch) =>
        fetchBaseQuery({ baseUrl: "http://localhost", fetchFn: (...args) => fetch(...args) })),
      endpoints: ({ query, mutation }) => ({
        thing: query({ query: (tag) => tag, providesTags: (_, __, tag) => rtk.tags(tag) }),
        write: mutation({ queryFn: ({ ms }) => wait(ms) }),
      }),
    });
    const store = configureStore({
      reducer: { [api.reducerPath]: api.reducer },
      middleware: (defaults) => defaults().concat(api.middleware),
    });
    const stop = rtk.syncQueries(store, api, stream, {
      changes: { write: ["todos.*"] },
      ...options,
    });
    return {
      stop,
      close: () => store.dispatch(api.util.resetApiState()),
      key: (tag) => `thing("${tag}")`,
      show(tag) {
        const view = new View();
        const mounted = store.dispatch(api.endpoints.thing.initiate(tag));
        const select = api.endpoints.thing.select(tag);
        const ignore = store.subscribe(() => view.show(select(store.getState()).data));
        view.hide = () => {
          mounted.unsubscribe();
          ignore();
        };
        return view;
      },
      write: (tag, ms) => store.dispatch(api.endpoints.write.initiate({ tag, ms })),
    };
  },

  async swr(stream, options) {
    let config;
    const views = new Map();
    const root = createRoot(globalThis.document.createElement());
    const fetcher = swr.stamped(stream, (fetch, { tag }) => read(fetch, tag));

    function Shown({ tag, view }) {
      view.show(useSWR({ tag, ...swr.tags(tag) }, fetcher, { shouldRetryOnError: false }).data);
      return null;
    }

    function Page() {
      config = useSWRConfig();
      useEffect(() => swr.syncQueries(config, stream, options), []);
      return [...views].map(([view, tag], key) => createElement(Shown, { key, tag, view }));
    }

    const provider = () => map;
    const map = new Map();
    const render = () => root.render(createElement(SWRConfig, { value: { provider } },
      createElement(Page)));
    render();
    await pass(20);
    return {
      stop: () => root.unmount(),
      close: () => pass(20),
      key: (tag) => ({ tag, ...swr.tags(tag) }),
      show(tag) {
        const view = new View();
        views.set(view, tag);
        view.hide = () => {
          views.delete(view);
          render();
        };
        render();
        return view;
      },
      write: (tag, ms) => config.mutate(
        { tag, ...swr.tags(tag) },
        new Promise((resolve) => setTimeout(resolve, ms)),
        { optimisticData: -1, populateCache: false },
      ),
    };
  },

  watch(stream) {
    const stops = [];
    return {
      stop: () => stops.forEach((stop) => stop()),
      show(tag) {
        const view = new View();
        const load = async () => view.show(await read(globalThis.fetch, tag));
        view.hide = stream.watch([tag], load);
        stops.push(view.hide);
        load();
        return view;
      },
    };
  },
};

export const names = Object.keys(libraries);
