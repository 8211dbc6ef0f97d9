// Every page of the phone as it looks to those who use it: on a usual and on a narrow screen, with text at 200 %, and in
// the dark. Nothing may be wider than the screen, and axe may find nothing serious. `node looks.mjs`, as stories.mjs.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { Phone, browser, desk, newId } from './support.mjs';

const cast = JSON.parse(process.env.CAST);
const call = await desk(cast.secretary);
const { body } = await call('GET', `/api/v1/activities?unit=${cast.branch}&limit=1`);
const someLog = body.activities[0]?.id;
assert.ok(someLog, 'the demonstration logged something for this branch');
const county = await desk(cast.officer);
const { body: { user: { roles: [township] } } } = await (await desk(cast.reviewer))('GET', '/api/v1/me');
const supervision = { unit: township.org_id, reason: '抽查发现台账不全' };
assert.equal((await county('PUT', `/api/v1/supervisions/${newId()}`, supervision)).status, 201);

const people = [
  { who: 'secretary', pages: [['index'], ['log'], ['queue'], ['mine'], ['entry', `?id=${someLog}`], ['progress'],
    ['guide'], ['feedback'], ['me'], ['privacy'], ['bind'], ['health']] },
  { who: 'reviewer', pages: [['index'], ['review'], ['silent'], ['report'], ['report', '', '本期新增'], ['supervision']] },
  { who: 'leader', pages: [['index'], ['visits'], ['visits', '', '写一条意见']] },
  { who: 'officer', pages: [['index'], ['area'], ['people', `?unit=${cast.county}`]] },
];
const looks = [
  { name: 'usual', width: 360, height: 740 },
  { name: 'narrow', width: 320, height: 640 },
  { name: 'large', width: 360, height: 740, text: 2 },
  { name: 'dark', width: 360, height: 740, dark: true },
];

let failed = 0;
function wrong(what) {
  failed += 1;
  console.error(`FAILED: ${what}`);
}

/** What is still rising into place is no look. */
const atRest = () => Promise.all(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
  .map(({ finished }) => finished.catch(() => undefined)));

async function judge(phone, what) {
  await phone.page.waitForLoadState('networkidle');
  await phone.page.evaluate(atRest);
  const { wide, view } = await phone.page.evaluate(() => (
    { wide: document.documentElement.scrollWidth, view: document.documentElement.clientWidth }));
  if (wide > view) wrong(`${what} is ${wide} px wide on a screen of ${view}`);
  const { violations } = await new AxeBuilder({ page: phone.page }).analyze();
  for (const { id, impact, nodes } of violations) {
    if (impact === 'serious' || impact === 'critical') wrong(`${what}: ${id}: ${nodes[0].html.slice(0, 160)}`);
  }
}

for (const { who, pages } of people) {
  for (const { name, ...options } of looks) {
    const phone = await Phone.open(options);
    await phone.signIn(cast[who]);
    await phone.page.locator('.card').first().waitFor();
    const size = await phone.page.locator('.screen').last()
      .evaluate((screen) => parseFloat(getComputedStyle(screen).fontSize));
    assert.ok(size >= 16 * (options.text ?? 1), `text of ${size} px does not follow the size that the person chose`);
    for (const [page, query, tapped] of pages) {
      await phone.go(page, query ?? '');
      await phone.page.locator('.head-title').filter({ visible: true }).last().waitFor();
      if (tapped) await phone.tap(tapped);
      const what = tapped ? `${page}-tapped` : page;
      await judge(phone, `${what} of the ${who}, ${name}`);
      await phone.shot(`${who}-${what}-${name}`, !tapped);
    }
    await phone.close();
  }
}
await browser.close();
process.exit(failed === 0 ? 0 : 1);
