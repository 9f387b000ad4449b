import assert from "node:assert/strict";
import { type Client, createClient, createConfig } from "./notebooks/client/index.js";
import { createNotebook, type CreateNotebookRequest, listNotebooks, showNotebook } from "./notebooks/index.js";

const project_id = "43b37a202c114c95b8ab3b3c4a8b9f0e";
const body: CreateNotebookRequest = {
  name: "hey-api",
  flavor: "modelarts.vm.cpu.2u",
  image_id: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  volume: { category: "EVS", ownership: "MANAGED", capacity: 50 },
};

function connect(variable: string) {
  const baseUrl = process.env[variable];
  assert.ok(baseUrl, `${variable} is not set`);
  // A token given as text is sent as the signature as well; see LIMITS.md.
  return createClient(createConfig({ baseUrl, auth: ({ name }) => (name === "X-Auth-Token" ? "sandbox-token" : undefined) }));
}

async function show(client: Client, id: string) {
  const { data } = await showNotebook({ client, path: { project_id, id }, throwOnError: true });
  return data;
}

async function create(client: Client) {
  const { data } = await createNotebook({ client, path: { project_id }, body, throwOnError: true });
  return data.id;
}

async function until(client: Client, id: string, status: string) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const notebook = await show(client, id);
    if (notebook.status === status) return notebook;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`notebook ${id} did not become ${status}`);
}

const client = connect("SANDBOX_URL");
const id = await create(client);
assert.equal((await until(client, id, "RUNNING")).name, body.name);

const { data: page } = await listNotebooks({ client, path: { project_id }, throwOnError: true });
assert.ok(page.data.some((notebook) => notebook.id === id), "the list lacks the notebook");

const absent = "00000000-0000-4000-8000-000000000000";
const { error, response } = await showNotebook({ client, path: { project_id, id: absent } });
assert.equal(response?.status, 400);
assert.equal(error?.error_code, "ModelArts.6404");

const other = connect("UNKNOWN_URL");
await until(other, await create(other), "ACTIVE");
