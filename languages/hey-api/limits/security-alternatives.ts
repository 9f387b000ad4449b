import assert from "node:assert/strict";
import { createClient, createConfig } from "./notebooks/client/index.js";
import { listNotebooks } from "./notebooks/index.js";

const scheme = process.argv[2];
const auth = scheme === undefined ? "token" : ({ name }: { name?: string }) => (name === scheme ? "token" : undefined);
const answer = async () => new Response(null, { status: 204 });
const client = createClient(createConfig({ baseUrl: "http://localhost", auth, fetch: answer }));

const { request } = await listNotebooks({ client, throwOnError: true });
assert.equal(request.headers.get("X-Auth-Token"), "token");
assert.equal(request.headers.get("Authorization"), null, "the token is sent as the signature too");
