// Lets Chromium record calls: node har.cjs CHROMIUM BASE CALLS OUT
const fs = require('fs');
const { chromium } = require('playwright-core');

const [executablePath, base, calls, out] = process.argv.slice(2);

(async () => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const context = await browser.newContext({ recordHar: { path: out, content: 'embed' } });
  const page = await context.newPage();
  await page.goto(base + '/');
  for (const { method, target, sent } of JSON.parse(fs.readFileSync(calls, 'utf8'))) {
    await page.evaluate(async ([method, target, sent]) => {
      const init = { method };
      if (sent) Object.assign(init, { body: sent, headers: { 'Content-Type': 'application/json' } });
      await (await fetch(target, init)).arrayBuffer();
    }, [method, target, sent]);
  }
  await context.close();
  await browser.close();
})().catch((err) => { console.error(err); process.exit(1); });
