// What the phone's stories share: a phone as a person holds it (its taps and letters counted), WeChat's authorization
// page, pictures, the service asked from outside the phone, and wishes to the story that started all of it.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { deflateSync, crc32 as zlibCrc } from 'node:zlib';

const packages = fileURLToPath(new URL('../node_modules', import.meta.url));
if (!existsSync(packages)) {
  console.error('The packages are missing: run "npm ci" in tests/browser');
  process.exit(1);
}
const { chromium } = await import('playwright-core');

export const { SIM_URL: sim, SERVER_URL: server, SCREENSHOTS: pictures, FOLDER: folder } = process.env;
assert.ok(sim && server && pictures && folder, 'SIM_URL, SERVER_URL, SCREENSHOTS and FOLDER are set by the story');

const program = {
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-quic', '--disable-background-networking'],
};
export const browser = await chromium.launch(program);

/** A browser of somebody who chose letters of this size, which is a setting of the browser and of no page. */
async function withLetters(pixels, look) {
  const profile = await mkdtemp(`${folder}/profile-`);
  await mkdir(`${profile}/Default`);
  const settings = { webkit: { webprefs: { default_font_size: pixels } } };
  await writeFile(`${profile}/Default/Preferences`, JSON.stringify(settings));
  return chromium.launchPersistentContext(profile, { ...program, ...look });
}

/** Asks the story for something that only it can do ("kill-server"), and waits until it is done. */
export async function wish(what) {
  await rm(`${folder}/granted`, { force: true });
  await writeFile(`${folder}/wish.new`, what);
  await rename(`${folder}/wish.new`, `${folder}/wish`);
  await until(`the story granted "${what}"`, () => existsSync(`${folder}/granted`));
}

/** A condition that throws (a server that is just starting) is not met yet. */
export async function until(what, condition, limit = 60000) {
  const end = Date.now() + limit;
  let last = '';
  const met = async () => {
    try {
      return await condition();
    } catch (error) {
      last = ` (${error.message})`;
      return false;
    }
  };
  for (;;) {
    if (await met()) return;
    assert.ok(Date.now() < end, `waited in vain until ${what}${last}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// --- the service, asked from outside ------------------------------------------------------------------------

export async function control(path, body) {
  const answer = await fetch(`${sim}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  assert.ok(answer.ok, `${path} answered ${answer.status}`);
  return answer.json();
}

/** A session of this openid beside whatever its phones do. */
export async function desk(openid, account = 'oa') {
  const { code } = await control('/sim/login', { account, openid });
  const signed = await ask('POST', '/api/v1/sessions', '', { account, code });
  assert.equal(signed.status, 201, JSON.stringify(signed.body));
  return (method, path, body) => ask(method, path, signed.body.token, body);
}

async function ask(method, path, token, body) {
  const answer = await fetch(`${server}${path}`, {
    method,
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(body === undefined && method !== 'GET' ? { 'Content-Length': '0' } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : null };
}

/** As a phone makes its ids: the time first. */
export function newId() {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

// --- a phone ------------------------------------------------------------------------------------------------

/** One phone. What goes wrong on its pages, or asks for another host, is kept and asserted by close(). */
export class Phone {
  static async open(options = {}) {
    const { width = 360, height = 740, dark = false, text = 1 } = options;
    const look = {
      viewport: { width, height }, deviceScaleFactor: 2, locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
      hasTouch: true, isMobile: true, colorScheme: dark ? 'dark' : 'light' };
    const context = text === 1 ? await browser.newContext(look) : await withLetters(16 * text, look);
    return new Phone(context, await context.newPage());
  }

  constructor(context, page) {
    Object.assign(this, { context, page, faults: [], taps: 0, letters: 0, allowed: [] });
    page.setDefaultTimeout(30000);
    page.on('pageerror', (error) => this.faults.push(`error: ${error.message}`));
    page.on('console', (line) => {
      // That a request got no answer is what some stories bring about.
      if (line.type() !== 'error' || /Failed to load resource/.test(line.text())) return;
      this.faults.push(`console: ${line.text()}`);
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && ![sim, server].includes(url.origin)) this.faults.push(`outside: ${url}`);
    });
  }

  async close() {
    await this.context.close();
    assert.deepEqual(this.faults, []);
  }

  go(page, query = '') {
    return this.page.goto(`${server}/m/#/pages/${page}/index${query}`);
  }

  text(words) {
    return this.page.locator('uni-page-body, body').getByText(words).filter({ visible: true }).first();
  }

  /** A button, chip or row with these words: tapped and counted. */
  async tap(words, exact = true) {
    await this.tapOn(this.page.getByText(words, { exact }).filter({ visible: true }).last());
  }

  async tapOn(locator) {
    await locator.click();
    this.taps += 1;
  }

  async type(label, words) {
    const field = this.page.getByLabel(label, { exact: true }).filter({ visible: true }).last();
    await field.click();
    this.taps += 1;
    await field.fill(words);
    this.letters += words.length;
  }

  see(words, limit = 30000) {
    return this.page.getByText(words).filter({ visible: true }).first().waitFor({ timeout: limit });
  }

  async sees(words) {
    return (await this.page.getByText(words).filter({ visible: true }).count()) > 0;
  }

  /** Opens the page and signs in as this follower of the official account, by WeChat's authorization. */
  async signIn(openid) {
    await this.go('index');
    await this.tap('登录');
    await this.tapOn(this.page.getByRole('link', { name: openid, exact: true }));
    await this.page.waitForURL(/\/m\//);
    this.taps -= 2; // in WeChat nobody is asked
  }

  async addPhotos(...files) {
    for (const file of files) {
      const before = await this.page.locator('.photo-cell').count();
      const chooser = this.page.waitForEvent('filechooser');
      await this.tap('加照片');
      await (await chooser).setFiles(file);
      await this.page.locator('.photo-cell').nth(before).waitFor();
    }
  }

  shot(name, whole = false) {
    return this.page.screenshot({ path: `${pictures}/phone-${name}.png`, fullPage: whole });
  }

  /** The token that the page keeps. */
  token() {
    return this.page.evaluate(() => {
      for (const value of Object.values({ ...localStorage })) {
        const found = /"token":"([^"]+)"/.exec(value);
        if (found) return found[1];
      }
      return null;
    });
  }
}

// --- pictures -----------------------------------------------------------------------------------------------

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
function crc(bytes) {
  if (zlibCrc) return zlibCrc(bytes);
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
function chunk(name, body) {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  const named = Buffer.concat([Buffer.from(name), body]);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc(named));
  return Buffer.concat([head, named, tail]);
}

/** A picture of stripes that no other number has. */
export function picture(number, width = 640, height = 480) {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (width * 3 + 1) + 1 + x * 3;
      rows[at] = (x * (number + 3)) & 255;
      rows[at + 1] = (y * (number + 5)) & 255;
      rows[at + 2] = (number * 37) & 255;
    }
  }
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2, 0, 0, 0], 8);
  const buffer = Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', size), chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0))]);
  return { name: `photo${number}.png`, mimeType: 'image/png', buffer };
}
