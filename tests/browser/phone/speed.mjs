// How long a person waits for the phone's first screen: until its main button can be tapped, on a slow network and a
// slow phone, the first time and later. A measurement and no test: run by hand beside `make run`, on a quiet machine.
//   node tests/browser/phone/speed.mjs [runs [part of the name of an opening]]
// docs/performance.md says what the figures mean.
import { loadavg, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
process.env.SERVER_URL ??= 'http://127.0.0.1:8080';
process.env.SIM_URL ??= 'http://127.0.0.1:8090';
process.env.SCREENSHOTS ??= here('build/screenshots');
process.env.FOLDER ??= tmpdir();
const { Phone, browser, control, server } = await import('./support.mjs');

const RUNS = Number(process.argv[2] ?? 5);
const ONLY = process.argv[3] ?? '';
const SECRETARY = process.env.SECRETARY ?? 'demo-oa-QH-CG-02';
const CPU_SLOWDOWN = 4;
/** down and up in kbit/s; wait in ms, which Chromium adds to each request. */
const NETWORKS = [
  { name: 'slow 3G', down: 500, up: 500, wait: 400 },
  { name: 'fast 3G', down: 1600, up: 750, wait: 150 },
  { name: "slow 3G, DevTools' preset", down: 400, up: 400, wait: 2000 },
];

/**
 * Runs in the page: notes when the main button has been painted, and a finger on the middle of it would meet the button
 * and nothing else.
 */
function watchForTheButton() {
  let found;
  window.tappableAfter = new Promise((resolve) => {
    found = resolve;
  });
  const look = () => {
    for (const button of document.querySelectorAll('.btn.main')) {
      const { left, top, width, height } = button.getBoundingClientRect();
      const seen = Math.min(height, innerHeight - top);
      const met = width > 0 && seen > 0 && document.elementFromPoint(left + width / 2, top + seen / 2);
      if (met && button.contains(met) && !button.hasAttribute('disabled')) {
        requestAnimationFrame(() => setTimeout(() => found(performance.now())));
        return;
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const conditions = ({ down, up, wait }) => ({
  offline: false, latency: wait, downloadThroughput: (down * 1000) / 8, uploadThroughput: (up * 1000) / 8 });

/** The service worker asks for the page itself: what slows the page does not slow it. */
async function slowWorkers(network) {
  const whole = await browser.newBrowserCDPSession();
  const { targetInfos } = await whole.send('Target.getTargets', { filter: [{ type: 'service_worker' }] });
  for (const { targetId } of targetInfos) {
    const { sessionId } = await whole.send('Target.attachToTarget', { targetId });
    const tell = (id, method, params = {}) =>
      whole.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
    await tell(1, 'Network.enable');
    await tell(2, 'Network.emulateNetworkConditions', conditions(network));
  }
  return whole;
}

async function slow(phone, network) {
  const line = await phone.context.newCDPSession(phone.page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', conditions(network));
  await line.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  return line;
}

async function openAndWait(phone) {
  await phone.page.goto('about:blank');
  return waitForTheButton(phone, () => phone.page.goto(`${server}/m/`, { waitUntil: 'commit', timeout: 120000 }));
}

async function waitForTheButton(phone, open) {
  const line = await phone.context.newCDPSession(phone.page);
  await line.send('Performance.enable', { timeDomain: 'threadTicks' });
  await open();
  await phone.page.evaluate(() => window.tappableAfter.then(() => undefined));
  // Of the page's main thread alone: what other programs of the machine take is not in it, the slowing down is.
  const { metrics } = await line.send('Performance.getMetrics');
  const worked = metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  return phone.page.evaluate(async (work) => {
    const button = await window.tappableAfter;
    const paint = await new Promise((resolve) => {
      new PerformanceObserver((list) => {
        const [first] = list.getEntriesByName('first-contentful-paint');
        if (first) resolve(first.startTime);
      }).observe({ type: 'paint', buffered: true });
    });
    const [navigation] = performance.getEntriesByType('navigation');
    const files = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/m/assets/'));
    const last = Math.max(navigation.responseEnd, ...files.map(({ responseEnd }) => responseEnd));
    const bytes = [navigation, ...files].reduce((sum, { transferSize }) => sum + transferSize, 0);
    return { button: Math.max(button, paint), painted: paint, files: last, work, bytes };
  }, worked);
}

async function phoneOf(person) {
  const phone = await Phone.open();
  await phone.page.addInitScript(watchForTheButton);
  if (person) {
    await phone.signIn(person);
    await phone.page.locator('.btn.main').first().waitFor();
    await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await phone.page.waitForLoadState('networkidle');
  }
  return phone;
}

/** What the browser remembers of the page goes; what the page keeps of the person stays. */
async function forgetThePage(phone, line, httpCacheToo) {
  await line.send('Storage.clearDataForOrigin', { origin: server, storageTypes: 'service_workers,cache_storage' });
  if (httpCacheToo) await line.send('Network.clearBrowserCache');
}

const openings = {
  'newcomer, nothing kept': async (network) => {
    const phone = await phoneOf(null);
    await slow(phone, network);
    return [phone, await openAndWait(phone)];
  },
  'secretary, page not kept': async (network) => {
    const phone = await phoneOf(SECRETARY);
    const line = await slow(phone, network);
    await phone.page.goto('about:blank');
    await forgetThePage(phone, line, true);
    return [phone, await openAndWait(phone)];
  },
  'secretary, back from the sign-in': async (network) => {
    const phone = await phoneOf(null);
    await phone.go('index');
    await phone.tap('登录');
    const person = phone.page.getByRole('link', { name: SECRETARY, exact: true });
    await person.waitFor();
    await slow(phone, network);
    const workers = await slowWorkers(network);
    const seen = await waitForTheButton(phone, async () => {
      await person.click({ noWaitAfter: true });
      await phone.page.waitForURL(/\/m\//, { waitUntil: 'commit', timeout: 120000 });
    });
    await workers.detach();
    return [phone, seen];
  },
  'secretary, kept by HTTP cache': async (network) => {
    const phone = await phoneOf(SECRETARY);
    const line = await slow(phone, network);
    await phone.page.goto('about:blank');
    await forgetThePage(phone, line, false);
    return [phone, await openAndWait(phone)];
  },
  'secretary, kept by service worker': async (network) => {
    const phone = await phoneOf(SECRETARY);
    await slow(phone, network);
    const workers = await slowWorkers(network);
    const seen = await openAndWait(phone);
    await workers.detach();
    return [phone, seen];
  },
};

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const seconds = (ms) => (ms / 1000).toFixed(2);

await control('/sim/say', { account: 'oa', openid: SECRETARY, type: 'event', event: 'subscribe' });
console.log(`${RUNS} runs each, CPU ${CPU_SLOWDOWN} times slower; load: of the last minute, of the whole machine`);
console.log('| network | who | button best | middle | painted | files | work | KB | load |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const network of NETWORKS) {
  for (const [who, open] of Object.entries(openings)) {
    if (!who.includes(ONLY)) continue;
    const seen = [];
    for (let run = 0; run < RUNS; run += 1) {
      const [phone, times] = await open(network);
      seen.push(times);
      await phone.close();
    }
    const all = (what) => seen.map((each) => each[what]);
    console.log(`| ${network.name} | ${who} | ${seconds(Math.min(...all('button')))} | ${
      [...['button', 'painted', 'files', 'work'].map((what) => seconds(middle(all(what)))),
        (middle(all('bytes')) / 1024).toFixed(0), loadavg()[0].toFixed(1)].join(' | ')} |`);
  }
}
await browser.close();
