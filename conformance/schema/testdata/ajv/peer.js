// Judges bodies with JSON.parse and ajv. Each line of standard input is a request, and is answered by a line:
// {"schema", "bodies"} adds a subject and is answered by how many of its bodies conform; {"subject", "passes"}
// goes over all bodies of one so many times and is answered by the nanoseconds that took a core.
import { createInterface } from 'node:readline';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

const ajv = new Ajv({ strict: false });
addFormats.default(ajv);

const subjects = [];

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  if (request.schema) {
    const subject = {
      validate: ajv.compile(jsonSchema(request.schema)),
      bodies: request.bodies.map((body) => Buffer.from(body)),
    };
    subjects.push(subject);
    answer(judge(subject));
    continue;
  }
  const before = process.cpuUsage();
  for (let pass = 0; pass < request.passes; pass++) {
    judge(subjects[request.subject]);
  }
  const { user, system } = process.cpuUsage(before);
  answer(1000 * (user + system));
}

function answer(value) {
  process.stdout.write(`${value}\n`);
}

function judge({ validate, bodies }) {
  let conforming = 0;
  for (const body of bodies) {
    if (validate(JSON.parse(body.toString()))) conforming++;
  }
  return conforming;
}

// jsonSchema says what a schema of OpenAPI 3.0 says in the dialect of ajv.
function jsonSchema(value) {
  if (Array.isArray(value)) return value.map(jsonSchema);
  if (value === null || typeof value !== 'object') return value;
  const out = Object.fromEntries(Object.entries(value).map(([key, sub]) => [key, jsonSchema(sub)]));
  if (value.nullable === true && typeof value.type === 'string') out.type = [value.type, 'null'];
  if (typeof value.nullable === 'boolean') delete out.nullable;
  for (const [flag, limit] of [['exclusiveMinimum', 'minimum'], ['exclusiveMaximum', 'maximum']]) {
    if (value[flag] === true) {
      out[flag] = value[limit];
      delete out[limit];
    } else if (value[flag] === false) delete out[flag];
  }
  return out;
}
