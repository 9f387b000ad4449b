// Holds a HAR file, or the entries of one a line, against OpenAPI 3.0 documents with ajv, as its users do: it parses the
// file, finds the operation of each request by regular expressions, and validates the bodies. Parameters and headers it
// leaves out. It is what the validate command is measured against.
//
//	node check.mjs FILE DOCUMENT.json...
import { readFileSync } from 'node:fs'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'

const [recording, ...documents] = process.argv.slice(2)
const ajv = new Ajv({ strict: false, unicodeRegExp: false, logger: false })
addFormats(ajv)
const routes = documents.flatMap((file) => load(file, JSON.parse(readFileSync(file, 'utf8'))))
routes.sort((a, b) => a.parameters - b.parameters)

const count = { entries: 0, faulty: 0, unmatched: 0 }
for (const entry of entries(readFileSync(recording, 'utf8'))) {
  count.entries++
  const operation = find(entry.request)
  if (!operation) count.unmatched++
  else if (!conforms(operation, entry)) count.faulty++
}
console.log(`${count.entries} entries, ${count.faulty} faulty, ${count.unmatched} without a route`)

// entries gives those of a file.
function entries(text) {
  if (!recording.endsWith('.ndjson')) return JSON.parse(text).log.entries
  return text.split('\n').filter(Boolean).map((line) => JSON.parse(line))
}

// load gives the routes of a document, with its operations by method.
function load(file, document) {
  ajv.addSchema(translated({ components: document.components }), file)
  return Object.entries(document.paths).map(([path, item]) => ({
    pattern: new RegExp('^' + path.replace(/\{[^}]+\}/g, '[^/]+') + '$'),
    parameters: path.split('{').length,
    operations: Object.fromEntries(
      Object.entries(item).map(([method, operation]) => [
        method.toUpperCase(),
        {
          request: media(file, operation.requestBody?.content),
          responses: Object.fromEntries(
            Object.entries(operation.responses ?? {}).map(([status, response]) => [
              status,
              media(file, resolve(document, response).content),
            ]),
          ),
        },
      ]),
    ),
  }))
}

function resolve(document, value) {
  return value.$ref ? value.$ref.slice(2).split('/').reduce((node, name) => node[name], document) : value
}

// media gives for each media type a function that gives its validator, which is compiled when it is first needed.
function media(file, content) {
  return Object.fromEntries(
    Object.entries(content ?? {}).map(([type, { schema }]) => {
      let validator
      return [type, () => (validator ??= ajv.compile(translated(schema ?? {}, file)))]
    }),
  )
}

// translated turns a schema of OpenAPI 3.0 into JSON Schema.
function translated(node, file = '') {
  if (Array.isArray(node)) return node.map((item) => translated(item, file))
  if (node === null || typeof node !== 'object') return node
  const { example, ...schema } = node
  for (const [bound, limit] of [['exclusiveMinimum', 'minimum'], ['exclusiveMaximum', 'maximum']]) {
    if (schema[bound] === true) {
      schema[bound] = schema[limit]
      delete schema[limit]
    } else if (schema[bound] === false) delete schema[bound]
  }
  const out = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, translated(value, file)]))
  if (typeof out.$ref === 'string') out.$ref = file + out.$ref
  if (out.nullable === true && typeof out.type !== 'string') {
    delete out.nullable
    return { anyOf: [{ type: 'null' }, out] }
  }
  return out
}

function find({ method, url }) {
  const path = new URL(url).pathname
  for (const route of routes) {
    if (route.operations[method] && route.pattern.test(path)) return route.operations[method]
  }
}

function conforms(operation, { request, response }) {
  const { responses } = operation
  const declared = responses[response.status] ?? responses[`${response.status}`[0] + 'XX'] ?? responses.default
  return (
    holds(operation.request, request.postData) &&
    declared !== undefined &&
    holds(declared, response.content)
  )
}

function holds(declared, body) {
  if (!body?.text) return true
  const validator = declared[body.mimeType?.split(';')[0]]
  if (!validator) return false
  const text = body.encoding === 'base64' ? Buffer.from(body.text, 'base64').toString() : body.text
  try {
    return validator()(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
