// Holds the files of a release against validators that share nothing with what wrote them.
//
//   node check-release.mjs DIST
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'parse5';

const dist = process.argv[2];
if (!dist || !existsSync(join(dist, 'SHA256SUMS'))) {
  console.error(`check-release: got ${dist ?? 'nothing'}, want the folder of a release`);
  process.exit(2);
}
const faults = [];
const read = (name) => readFileSync(join(dist, name), 'utf8');
const listed = read('SHA256SUMS').trimEnd().split('\n').map((line) => line.split('  '));
const files = (pattern, least) => {
  const found = listed.map(([, name]) => name).filter((name) => pattern.test(name));
  if (found.length < least) faults.push(`${pattern}: got ${found.length} files, want at least ${least}`);
  return found;
};
const attempt = async (name, check) => {
  try {
    await check();
  } catch (error) {
    faults.push(`${name}: ${error.message}`);
  }
};

for (const [sum, name] of listed) {
  const got = createHash('sha256').update(readFileSync(join(dist, name))).digest('hex');
  if (got !== sum) faults.push(`${name}: got the checksum ${got}, want ${sum}`);
}

const documents = files(/^openapi-.*\.(yaml|json)$/, 48);
for (const name of documents) {
  await attempt(name, async () => {
    const { valid, errors } = await new Validator().validate(read(name));
    if (!valid) throw new Error(typeof errors === 'string' ? errors : JSON.stringify(errors.slice(0, 3)));
  });
}

// Strict: a keyword that JSON Schema does not know, or one without effect, is a fault. Types are left to the schema
// around the condition.
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true, allowUnionTypes: true });
addFormats(ajv);
const schemas = files(/^json-schema\//, 100);
for (const name of schemas) await attempt(name, () => ajv.addSchema(JSON.parse(read(name))));
for (const name of schemas) await attempt(name, () => ajv.getSchema(JSON.parse(read(name)).$id));

const pages = files(/^reference\/.*\.html$/, 6);
for (const name of pages) {
  parse(read(name), {
    sourceCodeLocationInfo: true,
    onParseError: (error) => faults.push(`${name}:${error.startLine}:${error.startCol}: ${error.code}`),
  });
}

for (const fault of faults) console.error(fault);
console.log(`${listed.length} checksums, ${documents.length} documents, ${schemas.length} schemas, ${pages.length} pages: ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
