// Lets the library of Postman write calls as the examples of a collection: node postman.cjs BASE CALLS OUT
const fs = require('fs');
const { Collection, Item, Request, Response } = require('postman-collection');

const [base, calls, out] = process.argv.slice(2);
const collection = new Collection({ info: { name: 'calls' } });
for (const { method, target, sent, status, mediaType, received } of JSON.parse(fs.readFileSync(calls, 'utf8'))) {
  const request = { method, url: base + target, header: [], body: undefined };
  if (sent) {
    request.header.push({ key: 'Content-Type', value: 'application/json' });
    request.body = { mode: 'raw', raw: sent };
  }
  const header = mediaType ? [{ key: 'Content-Type', value: mediaType }] : [];
  const response = new Response({ name: 'recorded', originalRequest: request, code: status, header, body: received });
  collection.items.add(new Item({ name: method + ' ' + target, request: new Request(request), response: [response.toJSON()] }));
}
fs.writeFileSync(out, JSON.stringify(collection.toJSON(), null, 2));
