// The pages as people see them, in a real browser: `node pages.mjs`, with SIM_URL, SERVER_URL, INVITE (an unused invite
// code) and SCREENSHOTS (a folder) in the environment. Started by tests/stories/browser_story.cpp.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
if (!existsSync(`${folder}node_modules`)) {
  console.error(`The packages are missing: run "npm ci" in ${folder}`);
  process.exit(1);
}
const { chromium } = await import('playwright-core');

const { SIM_URL: sim, SERVER_URL: server, INVITE: invite, SCREENSHOTS: pictures } = process.env;
assert.ok(sim && server && invite && pictures, 'see the head of pages.mjs');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});

/** A page of this width; what goes wrong on it or asks for another host is kept and asserted at the end. */
async function open(width, height, options = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, deviceScaleFactor: 2, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  const faults = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (line) => {
    // What the browser looks for by itself is no fault of the page.
    const where = line.location().url;
    if (line.type() === 'error' && !where.endsWith('/favicon.ico')) faults.push(`console: ${line.text()} ${where}`);
  });
  page.on('requestfailed', (request) => {
    // A page that is left breaks off what it was asking for.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') faults.push(`failed: ${request.url()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && ![sim, server].includes(url.origin)) faults.push(`outside: ${url}`);
  });
  return { page, faults, close: () => context.close() };
}

const shot = (page, name, whole = false) => page.screenshot({ path: `${pictures}/${name}.png`, fullPage: whole });

async function fits(page, what) {
  const { wide, view } = await page.evaluate(() => (
    { wide: document.documentElement.scrollWidth, view: document.documentElement.clientWidth }));
  assert.ok(wide <= view, `${what} is ${wide} px wide on a screen of ${view}`);
}

/** Says it in the open chat and gives back the account's next answer. */
async function say(page, text) {
  const answers = page.locator('#lines .line:not(.mine) .bubble');
  const before = await answers.count();
  await page.fill('#text', text);
  await page.click('#say .send');
  await answers.nth(before).waitFor();
  return answers.nth(before).innerText();
}

const present = (told) => Number(/参加(\d+)人次/.exec(told)[1]);

async function followerLogs() {
  const { page, faults, close } = await open(1280, 860);
  await page.goto(sim);
  await page.click('#new-person');
  await page.fill('#ask-fields input[name=name]', 'xiaotian');
  await page.click('#ask button[value=ok]');
  await page.locator('#lines .line:not(.mine) .bubble').first().waitFor();
  assert.match(await page.locator('#lines').innerText(), /欢迎关注/);
  const before = present(await say(page, '进度 城关镇'));
  assert.match(await say(page, `绑定 ${invite}`), /绑定成功/);
  assert.match(await say(page, '记录'), /【1\/5】/);
  assert.match(await say(page, '主题团日'), /【2\/5】/);
  assert.match(await say(page, '今天'), /【3\/5】/);
  assert.match(await say(page, '清扫村道'), /【4\/5】/);
  assert.match(await say(page, '20 18'), /【5\/5】/);
  assert.match(await say(page, '大家清扫了两公里村道。'), /记好了/);
  assert.equal(present(await say(page, '进度 城关镇')), before + 18);
  await shot(page, 'simulator-chat');

  await page.click('nav [data-go=articles]');
  await page.locator('#article-list .article').first().waitFor();
  await shot(page, 'simulator-articles');
  assert.deepEqual(faults, []);
  await close();
}

async function articleOnPhone() {
  const { articles } = await (await fetch(`${sim}/sim/articles`)).json();
  assert.equal(articles.length, 1);
  const { page, faults, close } = await open(390, 844);
  await page.goto(articles[0].url);
  await page.locator('table').first().waitFor();
  await fits(page, 'the article');
  const loaded = await page.evaluate(() => [...document.images].map((one) => one.complete && one.naturalWidth > 0));
  assert.ok(loaded.length > 0 && loaded.every(Boolean), 'every picture of the article is there');
  await shot(page, 'article-390', true);
  assert.deepEqual(faults, []);
  await close();

  // The simulator's own page on a phone.
  const phone = await open(390, 844);
  await phone.page.goto(sim);
  await phone.page.locator('#lines').waitFor();
  await fits(phone.page, "the simulator's page");
  await shot(phone.page, 'simulator-390');
  assert.deepEqual(phone.faults, []);
  await phone.close();
}

async function columnWithoutScripts() {
  const { page, faults, close } = await open(360, 740, { javaScriptEnabled: false });
  const answer = await page.goto(`${server}/column`);
  assert.equal(answer.status(), 200);
  await page.locator('table').first().waitFor();
  await fits(page, 'the public column');
  assert.equal(await page.locator('script').count(), 0, 'the public column has no scripts');
  await shot(page, 'column-360', true);
  assert.deepEqual(faults, []);
  await close();
}

try {
  await followerLogs();
  await articleOnPhone();
  await columnWithoutScripts();
} finally {
  await browser.close();
}
