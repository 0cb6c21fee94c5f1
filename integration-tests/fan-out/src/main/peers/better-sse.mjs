// SPDX-License-Identifier: Apache-2.0
// better-sse on Node's http module: a channel for all, a session for each tag.
import { createServer } from "node:http";
import { createChannel, createSession } from "better-sse";

const port = Number(process.argv[2]);
const everyone = createChannel();
const byTag = new Map();

const data = (tag) =>
  `{"at":"fanout-bench-1795345968852400","event":"invalidate","tags":["${tag}"],"from":"${tag}","spread":0}`;

const asIs = { serializer: String, keepAlive: null };

async function events(request, response, tag) {
  const session = await createSession(request, response, asIs);
  if (tag === null) {
    everyone.register(session);
  } else {
    byTag.set(tag, session);
    session.on("disconnected", () => byTag.get(tag) === session && byTag.delete(tag));
  }
}

function publish(body) {
  for (const tag of body.split("\n").filter((line) => line !== "")) {
    everyone.broadcast(data(tag), "message");
    byTag.get(tag)?.push(data(tag), "message");
  }
}

const server = createServer((request, response) => {
  const url = new URL(request.url, "http://localhost");
  if (request.method === "GET") {
    events(request, response, url.searchParams.get("tag"));
    return;
  }
  let body = "";
  request.setEncoding("latin1");
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    publish(body);
    response.writeHead(204).end();
  });
});
server.keepAliveTimeout = 0;
server.listen(port, "127.0.0.1", 4096);
