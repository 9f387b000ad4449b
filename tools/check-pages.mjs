// Uses the reference pages of a release as a reader does, in Chromium and from file://: follows every entry of the
// contents, opens what is closed, searches, switches the colours, and asks axe whether all can use them. No page may ask
// the network for anything, or complain.
//
//   node check-pages.mjs DIST [SCREENSHOTS]
import { accessSync, constants, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [dist, screenshots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const executable = () => {
  const names = process.env.CHROMIUM ? [process.env.CHROMIUM] : ['chromium', 'chromium-browser', 'google-chrome'];
  for (const folder of ['', ...(process.env.PATH ?? '').split(delimiter)]) {
    for (const name of names) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {}
    }
  }
};

const executablePath = executable();
if (!executablePath) {
  console.log('SKIP: no Chromium in PATH, nor one that CHROMIUM names. No page was looked at: a skip is not a pass.');
  process.exit(0);
}

const faults = [];
const expect = (truth, fault) => truth || faults.push(fault);

// Where a click leads: to the part itself, at the top of the window, or in it where the page ends.
const arrives = (page, link, click) =>
  page.evaluate(
    async ([link, click]) => {
      if (click) link.click();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const part = document.getElementById(link.hash.slice(1));
      const top = part?.getBoundingClientRect().top;
      const end = Math.abs(document.documentElement.scrollHeight - innerHeight - scrollY) < 2;
      return location.hash === link.hash && part?.querySelector('h2, h3') !== null && (Math.abs(top) < 60 || (end && top < innerHeight));
    },
    [link, click],
  );

const follow = async (page, name) => {
  const links = await page.locator('#contents li a').elementHandles();
  expect(links.length >= 8, `${name}: got ${links.length} entries in the contents, want more`);
  for (const link of links) {
    expect(await arrives(page, link, true), `${name}: ${await link.getAttribute('href')} is not what the contents show`);
  }
  expect(await links.at(-1).evaluate((n) => n.getBoundingClientRect().bottom <= innerHeight), `${name}: the contents do not follow the reader`);
  // One of each section with the mouse, as a reader does it.
  for (const link of await page.locator('#contents section li:first-child a').elementHandles()) {
    await link.click();
    expect(await arrives(page, link, false), `${name}: ${await link.getAttribute('href')} cannot be clicked`);
  }
  return links.length;
};

const unfold = async (page, name) => {
  const closed = await page.locator('main details:not([open])').count();
  const opened = await page.evaluate(() => {
    for (const details of document.querySelectorAll('main details')) details.open = true;
    return [...document.querySelectorAll('main details')].filter((d) => d.children[1]?.getBoundingClientRect().height > 0).length;
  });
  expect(closed > 0 && opened === (await page.locator('main details').count()), `${name}: got ${opened} open parts, want all`);
  for (const text of ['Sources', 'Deviation']) {
    expect(await page.getByText(text, { exact: true }).first().isVisible(), `${name}: ${text} cannot be seen`);
  }
};

const search = async (page, name) => {
  const input = page.locator('#search');
  const visible = () => page.locator('#contents li:visible').count();
  const all = await visible();
  await page.keyboard.press('/');
  expect(await input.evaluate((n) => n === document.activeElement), `${name}: / does not lead to the search`);
  await input.fill('ErrorResponse');
  expect((await visible()) > 0 && (await visible()) < all, `${name}: a search for ErrorResponse shows ${await visible()} of ${all}`);
  await page.keyboard.press('Enter');
  expect((await page.evaluate(() => location.hash)) === '#schema-ErrorResponse', `${name}: Enter does not lead to what was searched`);
  await input.fill('no-such-thing');
  expect((await visible()) === 0, `${name}: a search for nothing shows ${await visible()}`);
  expect(await page.getByText('Nothing found.').isVisible(), `${name}: does not say that nothing was found`);
  await page.keyboard.press('Escape');
  expect((await visible()) === all, `${name}: Escape does not end the search`);
};

const colours = async (page, name) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await ground();
  await page.locator('#theme').click();
  expect((await ground()) !== before, `${name}: the colours do not change`);
  await page.locator('#theme').click();
  expect((await ground()) === before, `${name}: the colours do not come back`);
};

const accessible = async (page, name) => {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const { violations } = await globalThis.axe.run({ resultTypes: ['violations'] });
      return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 120)}`);
    });
    for (const violation of violations) faults.push(`${name}: ${colorScheme}: ${violation}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
};

const narrow = async (page, name) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide <= 0, `${name}: is ${wide} pixels too wide for a small screen`);
  const link = await page.locator('#contents section:nth-child(2) li:last-child a').elementHandle();
  expect(await arrives(page, link, true), `${name}: ${await link.getAttribute('href')} is not reached on a small screen`);
};

const shot = async (page, name, hash) => {
  if (!screenshots) return;
  mkdirSync(screenshots, { recursive: true });
  if (hash) await page.evaluate((hash) => (location.hash = hash), hash);
  await page.screenshot({ path: join(screenshots, name + '.png') });
};

const look = async (browser, file) => {
  const name = file.replace('.html', '');
  const address = pathToFileURL(resolve(dist, 'reference', file)).href;
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  page.on('request', (r) => expect(r.url().split('#')[0] === address, `${name}: asks for ${r.url()}`));
  page.on('console', (m) => faults.push(`${name}: says on the console: ${m.text()}`));
  page.on('pageerror', (e) => faults.push(`${name}: fails: ${e.message}`));
  await page.goto(address);
  await shot(page, name);
  const entries = await follow(page, name);
  await unfold(page, name);
  await search(page, name);
  await colours(page, name);
  await accessible(page, name);
  const [operation, schema] = ['operation', 'schema'].map((kind) => page.locator(`article[id^="${kind}-"]`).first());
  await shot(page, name + '-operation', '#' + (await operation.getAttribute('id')));
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot(page, name + '-schema-dark', '#' + (await schema.getAttribute('id')));
  await narrow(page, name);
  await shot(page, name + '-narrow');
  await page.close();

  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(address);
  expect(!(await plain.locator('#search').isVisible()), `${name}: shows a search that cannot work without scripts`);
  expect(await plain.locator('main article').first().isVisible(), `${name}: shows nothing without scripts`);
  await plain.close();
  return entries;
};

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const pages = readdirSync(join(dist, 'reference')).filter((file) => file.endsWith('.html')).sort();
expect(pages.length >= 6, `got ${pages.length} pages, want one a document and one for all`);
let entries = 0;
try {
  for (const file of pages) entries += await look(browser, file);
} finally {
  await browser.close();
}
for (const fault of faults) console.error(fault);
console.log(`${pages.length} pages, ${entries} entries followed: ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
