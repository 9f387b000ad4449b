import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./notebooks.js";

const project_id = "43b37a202c114c95b8ab3b3c4a8b9f0e";
const body: components["schemas"]["CreateNotebookRequest"] = {
  name: "typescript",
  flavor: "modelarts.vm.cpu.2u",
  image_id: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  volume: { category: "EVS", ownership: "MANAGED", capacity: 50 },
};

function connect(variable: string) {
  const baseUrl = process.env[variable];
  assert.ok(baseUrl, `${variable} is not set`);
  return createClient<paths>({ baseUrl, headers: { "X-Auth-Token": "sandbox-token" } });
}

type Client = ReturnType<typeof connect>;

async function show(client: Client, id: string) {
  const { data, error } = await client.GET("/v1/{project_id}/notebooks/{id}", { params: { path: { project_id, id } } });
  assert.ok(data, JSON.stringify(error));
  return data;
}

async function create(client: Client) {
  const { data, error } = await client.POST("/v1/{project_id}/notebooks", { params: { path: { project_id } }, body });
  assert.ok(data, JSON.stringify(error));
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

const { data: page } = await client.GET("/v1/{project_id}/notebooks", { params: { path: { project_id } } });
assert.ok(page?.data.some((notebook) => notebook.id === id), "the list lacks the notebook");

const absent = "00000000-0000-4000-8000-000000000000";
const { error, response } = await client.GET("/v1/{project_id}/notebooks/{id}", { params: { path: { project_id, id: absent } } });
assert.equal(response.status, 400);
assert.equal(error?.error_code, "ModelArts.6404");

const other = connect("UNKNOWN_URL");
await until(other, await create(other), "ACTIVE");
