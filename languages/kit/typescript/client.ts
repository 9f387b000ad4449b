// Makes the calls of `validate suite` with openapi-fetch, over the types that openapi-typescript generates.
//
// One call a line comes on standard input, one answer a line goes to standard output; PROTOCOL.md has their form. The
// client knows paths and not operations, so that their names are looked up in the document.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import createClient from "openapi-fetch";
import type { operations, paths } from "./devenviron.js";

type Operation = keyof operations;
type Method = "get" | "put" | "post" | "delete" | "patch";

interface Call {
  id: number;
  operation: Operation;
  base_url: string;
  token?: string;
  access_key?: unknown;
  parameters: Record<string, unknown>;
  body?: unknown;
}

interface Failure {
  status?: number;
  error_code?: string;
  error_msg?: string;
  message?: string;
}

type Answer = { status: number; body?: unknown } | { error: Failure } | { skipped: string };

interface Route {
  path: keyof paths;
  method: Method;
}

interface Document {
  paths: Record<keyof paths, Partial<Record<Method, { operationId: Operation }>>>;
}

function routes(file: string): Map<Operation, Route> {
  const document = JSON.parse(readFileSync(file, "utf8")) as Document;
  const found = new Map<Operation, Route>();
  for (const path of Object.keys(document.paths) as (keyof paths)[]) {
    for (const method of ["get", "put", "post", "delete", "patch"] as const) {
      const operation = document.paths[path][method];
      if (operation) found.set(operation.operationId, { path, method });
    }
  }
  return found;
}

// split tells the parameters of the path, which has their names, from those of the query.
function split(route: Route, parameters: Call["parameters"]) {
  const inPath = ([name]: [string, unknown]) => route.path.includes(`{${name}}`);
  const all = Object.entries(parameters);
  return { path: Object.fromEntries(all.filter(inPath)), query: Object.fromEntries(all.filter((one) => !inPath(one))) };
}

function failure(status: number, error: unknown): Failure {
  if (typeof error !== "object" || error === null) return { status, message: String(error) };
  const { error_code, error_msg } = error as Failure;
  return { status, ...(error_code === undefined ? {} : { error_code }), ...(error_msg === undefined ? {} : { error_msg }) };
}

async function make(call: Call, route: Route | undefined): Promise<Answer> {
  if (!route) return { skipped: `there is no operation ${call.operation}` };
  if (call.access_key) return { skipped: "the client does not sign" };
  const headers = call.token === undefined ? {} : { "X-Auth-Token": call.token };
  const client = createClient<paths>({ baseUrl: call.base_url, headers });
  try {
    // What is asked for is known only now, and types are for what is known before.
    const init = { params: split(route, call.parameters), ...("body" in call ? { body: call.body } : {}) };
    const got: unknown = await client.request(route.method, route.path as never, init as never);
    const { data, error, response } = got as { data?: unknown; error?: unknown; response: Response };
    if (!response.ok) return { error: failure(response.status, error) };
    return data === undefined ? { status: response.status } : { status: response.status, body: data };
  } catch (thrown) {
    return { error: { message: String(thrown) } };
  }
}

const file = process.argv[2];
if (file === undefined) throw new Error("want the OpenAPI document as argument");
const table = routes(file);
for await (const line of createInterface({ input: process.stdin })) {
  const call = JSON.parse(line) as Call;
  console.log(JSON.stringify({ id: call.id, ...(await make(call, table.get(call.operation))) }));
}
