// Lets the library of Pact write the calls with JSON: node pact.cjs VERSION CALLS FOLDER
const fs = require('fs');
const { PactV3, PactV4 } = require('@pact-foundation/pact');

const [version, file, dir] = process.argv.slice(2);
const calls = JSON.parse(fs.readFileSync(file, 'utf8'));
const names = { consumer: 'console', provider: 'notebooks', dir, logLevel: 'error' };

const parts = ({ method, target, sent }) => {
  const url = new URL(target, 'http://localhost');
  return { method, path: url.pathname, query: Object.fromEntries(url.searchParams), sent: sent && JSON.parse(sent) };
};

async function send(mock, { method, target, sent }) {
  const init = { method };
  if (sent) Object.assign(init, { body: sent, headers: { 'Content-Type': 'application/json' } });
  await (await fetch(mock.url + target, init)).arrayBuffer();
}

async function v3(call, i) {
  const { method, path, query, sent } = parts(call);
  const pact = new PactV3(names);
  const json = { 'Content-Type': 'application/json' };
  pact.addInteraction({
    uponReceiving: 'call ' + i,
    withRequest: { method, path, query, ...(sent && { headers: json, body: sent }) },
    willRespondWith: { status: call.status, ...(call.received && { headers: json, body: JSON.parse(call.received) }) },
  });
  await pact.executeTest((mock) => send(mock, call));
}

async function v4(call, i) {
  const { method, path, query, sent } = parts(call);
  await new PactV4(names).addInteraction().uponReceiving('call ' + i)
    .withRequest(method, path, (b) => { b.query(query); if (sent) b.jsonBody(sent); })
    .willRespondWith(call.status, (b) => { if (call.received) b.jsonBody(JSON.parse(call.received)); })
    .executeTest((mock) => send(mock, call));
}

(async () => {
  for (const [i, call] of calls.entries()) await (version === '3' ? v3 : v4)(call, i);
})().catch((err) => { console.error(err); process.exit(1); });
