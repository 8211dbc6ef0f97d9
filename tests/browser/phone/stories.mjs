// The phone page as people use it, on the real service: `node stories.mjs`, started by tests/stories/phone_page_story.cpp.
// CAST holds openids as JSON: secretary (bound branch secretary), reviewer (of the secretary's township), officer and
// leader, newcomer, successor (bound to nobody), their branch and an unused INVITE for another branch.
import assert from 'node:assert/strict';
import { Phone, browser, control, desk, newId, picture, server, until, wish } from './support.mjs';

const cast = JSON.parse(process.env.CAST);
const { INVITE: invite, MONTH: month } = process.env;
const stories = [];
const story = (name, tell) => stories.push({ name, tell });

/** Titles of the branch's logs of this month that were not withdrawn, with how often each is there. */
async function logged(openid, unit) {
  const call = await desk(openid);
  const { status, body } = await call('GET', `/api/v1/activities?unit=${unit}&period=${month}&limit=100`);
  assert.equal(status, 200, JSON.stringify(body));
  return body.activities;
}
const withTitle = (logs, title) => logs.filter((log) => log.title === title);

/** One more was due and came. */
async function onePersonMore(phone) {
  await phone.tapOn(phone.page.getByLabel('应到加一').filter({ visible: true }).last());
  await phone.tapOn(phone.page.getByLabel('实到加一').filter({ visible: true }).last());
}

async function writeLog(phone, title, photos = []) {
  if (await phone.sees('再记一次')) await phone.tap('再记一次');
  else await phone.go('log');
  await phone.see('哪天办的');
  if (await phone.sees('接着填上次没有存完的。')) await phone.tap('重新填');
  await phone.type('活动名称', title);
  if (photos.length > 0) await phone.addPhotos(...photos);
  await onePersonMore(phone);
  await phone.tap('保存');
}

story('a first-timer binds and logs within the first minutes', async () => {
  const begun = Date.now();
  const phone = await Phone.open();
  await phone.signIn(cast.newcomer);
  await phone.see('您还没有绑定团组织');
  await phone.shot('first-1-visitor');
  await phone.tap('我有邀请码');
  await phone.see('知道了，同意');
  await phone.shot('first-2-privacy');
  await phone.tap('知道了，同意');
  await phone.type('邀请码', invite.replace('-', '').toLowerCase());
  await phone.shot('first-3-code');
  await phone.tapOn(phone.page.getByText('绑定', { exact: true }).filter({ visible: true }).last());
  await phone.see('绑定好了');
  await phone.shot('first-4-bound');
  await phone.tap('开始使用');
  await phone.see('还没有记活动');
  await phone.shot('first-5-home');
  await phone.tap('记一次活动');
  await phone.see('哪天办的');
  await onePersonMore(phone);
  await phone.tap('保存');
  await phone.see(/已送达/);
  await phone.shot('first-6-sent');
  console.log(`first-timer: ${phone.taps} taps, ${phone.letters} typed letters, ` +
    `${((Date.now() - begun) / 1000).toFixed(1)} s by a machine`);
  assert.ok(phone.taps <= 20, `${phone.taps} taps`);
  assert.ok(phone.letters <= 9, `${phone.letters} letters`);
  await phone.close();
});

story('a returning secretary logs in at most 10 taps without typing', async () => {
  const phone = await Phone.open();
  await phone.signIn(cast.secretary);
  await phone.see('记一次活动');
  await writeLog(phone, '先记一次');
  await phone.see(/已送达/);
  await phone.tap('回首页');
  phone.taps = 0;
  phone.letters = 0;
  const begun = Date.now();
  await phone.tap('记一次活动');
  await phone.see('哪天办的');
  if (!(await phone.sees('志愿服务'))) await phone.tap('全部类型');
  await phone.tap('志愿服务');
  await phone.tap('昨天');
  await phone.tapOn(phone.page.getByLabel('应到加一').filter({ visible: true }).last());
  await phone.tap('保存');
  await phone.see(/已送达/);
  console.log(`returning secretary: ${phone.taps} taps, ${phone.letters} typed letters, ` +
    `${((Date.now() - begun) / 1000).toFixed(1)} s by a machine`);
  assert.ok(phone.taps <= 10);
  assert.equal(phone.letters, 0);
  const logs = await logged(cast.secretary, cast.branch);
  assert.equal(logs.filter((log) => log.kind === 'volunteering' && log.source === 'phone').length, 1);
  await phone.close();
});

story('three logs and five photos of an hour without network arrive once each', async () => {
  const phone = await Phone.open();
  await phone.page.clock.install();
  await phone.signIn(cast.secretary);
  await phone.see('记一次活动');
  await phone.go('log');
  await phone.see('哪天办的');
  await phone.context.setOffline(true);
  await writeLog(phone, '离线一', [picture(1), picture(2)]);
  await phone.see('已存在手机上');
  await writeLog(phone, '离线二', [picture(3), picture(4)]);
  await phone.see('已存在手机上');
  await writeLog(phone, '离线三', [picture(5)]);
  await phone.see('已存在手机上');
  await phone.page.clock.fastForward('01:00:00');
  await phone.go('queue');
  await phone.see(/3 条等待发送/);
  assert.ok(!(await phone.sees(/已送达 .*离线/)));
  await phone.shot('offline-queue', true);
  await phone.context.setOffline(false);
  await until('all is sent', async () => {
    const logs = await logged(cast.secretary, cast.branch);
    return ['离线一', '离线二', '离线三'].every((title) => withTitle(logs, title).length === 1);
  });
  const call = await desk(cast.secretary);
  await until('all five photos are there', async () => {
    const logs = await logged(cast.secretary, cast.branch);
    let uploaded = 0;
    for (const title of ['离线一', '离线二', '离线三']) {
      const [log] = withTitle(logs, title);
      const { body } = await call('GET', `/api/v1/activities/${log.id}`);
      uploaded += body.photo_states.filter((photo) => photo.uploaded).length;
    }
    return uploaded === 5;
  });
  await until('the phone says so', async () => !(await phone.sees(/等待发送|正在发送/)));
  await phone.shot('offline-arrived', true);
  await phone.close();
});

story('a server killed between the second and the third photo loses none', async () => {
  const phone = await Phone.open();
  await phone.signIn(cast.secretary);
  await phone.see('记一次活动');
  let answered = 0;
  let killed = false;
  await phone.page.route('**/api/v1/photos**', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    if (answered === 2 && !killed) {
      killed = true;
      await wish('kill-server');
    }
    const answer = await route.fetch().catch(() => null);
    if (answer === null) return route.abort();
    answered += 1;
    return route.fulfill({ response: answer });
  });
  await writeLog(phone, '三张照片', [picture(11), picture(12), picture(13)]);
  const call = await desk(cast.secretary);
  await until('all three photos are there', async () => {
    const logs = withTitle(await logged(cast.secretary, cast.branch), '三张照片');
    if (logs.length !== 1) return false;
    const { body } = await call('GET', `/api/v1/activities/${logs[0].id}`);
    return body.photo_states.filter((photo) => photo.uploaded).length === 3;
  }, 120000);
  assert.ok(killed);
  await phone.close();
});

story('the page that was opened once opens without a network, and at once', async () => {
  const phone = await Phone.open();
  await phone.signIn(cast.secretary);
  await phone.see('记一次活动');
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await phone.page.reload();
  await phone.see('记一次活动');
  await phone.context.setOffline(true);
  await phone.page.reload();
  await phone.see('记一次活动');
  await phone.see(/没有连上网络/);
  await phone.shot('offline-opened');
  await phone.close();
});

story('a page of a network that wants a login first is not taken for an answer', async () => {
  const phone = await Phone.open();
  await phone.signIn(cast.secretary);
  await phone.see('记一次活动');
  await phone.go('log');
  await phone.see('哪天办的');
  await phone.page.route('**/api/v1/**', (route) => route.fulfill(
    { status: 200, contentType: 'text/html', body: '<html><body>请登录无线网络</body></html>' }));
  await writeLog(phone, '门户网络');
  await phone.see(/网络要先认证/);
  await phone.shot('portal');
  assert.equal(withTitle(await logged(cast.secretary, cast.branch), '门户网络').length, 0);
  await phone.page.unroute('**/api/v1/**');
  await phone.go('queue');
  await phone.page.reload();
  await until('it is sent', async () =>
    withTitle(await logged(cast.secretary, cast.branch), '门户网络').length === 1);
  await phone.close();
});

story('an ended session costs neither the draft nor the entry', async () => {
  const phone = await Phone.open();
  await phone.signIn(cast.secretary);
  await phone.see('记一次活动');
  await phone.go('log');
  await phone.see('哪天办的');
  await phone.type('活动名称', '会话到期');
  await onePersonMore(phone);
  const token = await phone.token();
  assert.ok(token);
  const ended = await fetch(`${server}/api/v1/sessions`, {
    method: 'DELETE', headers: { Authorization: `Bearer ${token}`, 'Content-Length': '0' } });
  assert.equal(ended.status, 204);
  await phone.tap('保存');
  await phone.see(/请先登录|登录后/);
  await phone.shot('session-ended');
  await phone.go('queue');
  await phone.tap('登录后继续发送');
  await phone.tapOn(phone.page.getByRole('link', { name: cast.secretary, exact: true }));
  await until('it is sent', async () =>
    withTitle(await logged(cast.secretary, cast.branch), '会话到期').length === 1);
  await phone.close();
});

story('two phones of one secretary: the later words do not overwrite unseen ones', async () => {
  const first = await Phone.open();
  const second = await Phone.open();
  await first.signIn(cast.secretary);
  await second.signIn(cast.secretary);
  await first.see('记一次活动');
  await second.see('记一次活动');
  await writeLog(first, '两部手机');
  await first.see(/已送达/);
  const [log] = withTitle(await logged(cast.secretary, cast.branch), '两部手机');
  for (const phone of [first, second]) {
    await phone.go('entry', `?id=${log.id}`);
    await phone.tap('修改');
    await phone.see('修改记录');
    await phone.see('哪天办的');
  }
  await first.type('活动名称', '第一部改的');
  await first.tap('保存修改');
  await first.see(/已送达/);
  await second.type('活动名称', '第二部改的');
  await second.tap('保存修改');
  await second.see('没有被接受');
  await second.shot('two-phones');
  const logs = await logged(cast.secretary, cast.branch);
  assert.equal(withTitle(logs, '第一部改的').length, 1);
  assert.equal(withTitle(logs, '第二部改的').length, 0);
  await first.close();
  await second.close();
});

story('a returned log shows its reason, opens ready to mend and is submitted again', async () => {
  const branch = await Phone.open();
  await branch.signIn(cast.secretary);
  await branch.see('记一次活动');
  await writeLog(branch, '要退回的');
  await branch.see(/已送达/);
  const township = await Phone.open();
  await township.signIn(cast.reviewer);
  await township.see('待审核');
  await township.tap('待审核');
  await township.see('要退回的');
  const card = township.page.locator('.card', { hasText: '要退回的' }).filter({ visible: true }).first();
  township.taps = 0;
  await township.tapOn(card.getByText('退回', { exact: true }));
  await township.tap('请写清做了什么');
  assert.equal(township.taps, 2);
  await township.shot('review-undo');
  await until('it is returned', async () =>
    withTitle(await logged(cast.secretary, cast.branch), '要退回的')[0]?.state === 'returned');
  await branch.go('index');
  await branch.page.reload();
  await branch.see('请写清做了什么');
  await branch.shot('home-returned');
  await branch.tap('去改');
  await branch.see('退回原因');
  await branch.type('活动情况', '打扫了村口到敬老院的路。');
  await branch.tap('保存修改');
  await branch.see(/已送达/);
  assert.equal(withTitle(await logged(cast.secretary, cast.branch), '要退回的')[0].state, 'submitted');
  await branch.close();
  await township.close();
});

story('a withdrawal can be undone for five seconds, and is done after that', async () => {
  const phone = await Phone.open();
  await phone.signIn(cast.secretary);
  await phone.see('记一次活动');
  await writeLog(phone, '要撤回的');
  await phone.see(/已送达/);
  const stateNow = async () => withTitle(await logged(cast.secretary, cast.branch), '要撤回的')[0]?.state;
  const [log] = withTitle(await logged(cast.secretary, cast.branch), '要撤回的');
  await phone.go('entry', `?id=${log.id}`);
  await phone.tap('撤回');
  await phone.tap('撤销');
  await phone.see('没有撤回');
  assert.equal(await stateNow(), 'submitted');
  await phone.page.reload();
  await phone.tap('撤回');
  await until('it is withdrawn', async () => (await stateNow()) === 'withdrawn');
  await phone.close();
});

story('an officer sees the number of a township for a reason, and calls', async () => {
  const phone = await Phone.open();
  await phone.signIn(cast.officer);
  await phone.see('全县进度');
  await phone.go('area');
  await phone.tap('乡镇团委书记的电话');
  await phone.see(/\d{3}\*{4}\d{4}/);
  assert.ok(!(await phone.sees('打电话')));
  await phone.shot('numbers-masked', true);
  await phone.tap('看号码');
  await phone.see('为什么要看号码');
  await phone.shot('numbers-why');
  await phone.tap('核对活动记录');
  await phone.see('打电话');
  await phone.shot('numbers-whole');
  await phone.close();
});

story('a secretary hands the post over with a code, and it ends here as it begins there', async () => {
  const giver = await Phone.open();
  await giver.signIn(cast.newcomer);
  await giver.see(/记/);
  await giver.go('me');
  await giver.type('接任人姓名', '孙接任');
  await giver.tap(/交给下一任/, false);
  const code = (await giver.page.getByText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/).first().textContent()).trim();
  await giver.shot('handover');
  const taker = await Phone.open();
  await taker.signIn(cast.successor);
  await taker.tap('我有邀请码');
  await taker.tap('知道了，同意');
  await taker.type('邀请码', code);
  await taker.tapOn(taker.page.getByText('绑定', { exact: true }).filter({ visible: true }).last());
  await taker.see('绑定好了');
  const me = await (await desk(cast.successor))('GET', '/api/v1/me');
  assert.equal(me.body.user.name, '孙接任');
  await giver.go('index');
  await giver.page.reload();
  await giver.see(/您现在没有职务/);
  await giver.close();
  await taker.close();
});

/** The running half month's report of the secretary's township, or of another one where nothing is new; who sends it. */
async function reportOf(which) {
  const county = await desk(cast.officer);
  const { body: { lines, period } } = await county('GET', `/api/v1/reports?unit=${cast.county}`);
  const own = ({ unit }) => `demo-oa-${unit.code}` === cast.reviewer;
  const sheet = async (unit, more = '') => (await county('GET', `/api/v1/reports/${unit.id}/${period}${more}`)).body;
  let found = which === 'own' ? lines.find(own) : null;
  for (const line of lines.filter((each) => !own(each))) {
    if (found) break;
    const { report } = await sheet(line.unit);
    const { value } = report.figures.find(({ figure }) => figure === 'new_this_period');
    if (report.revision === 0 && value === 0) found = line;
  }
  assert.ok(found, 'the demonstration has such a township');
  const openid = `demo-oa-${found.unit.code}`;
  await control('/sim/say', { account: 'oa', openid, type: 'event', event: 'subscribe' });
  return { openid, unit: found.unit, read: (more) => sheet(found.unit, more), page: `?unit=${found.unit.id}&period=${period}` };
}
const SENT = /已按时报送|已在宽限期内报送|已报送，超过了期限/;

story('a township confirms its half-month report in two taps, and a lost answer does not send it twice', async () => {
  const report = await reportOf('own');
  const phone = await Phone.open();
  await phone.signIn(report.openid);
  await phone.see(/半月报$/);
  await phone.shot('report-1-home', true);
  phone.taps = 0;
  await phone.tap(/半月报$/);
  await phone.see('还没有报送');
  await phone.shot('report-2-sheet', true);
  await phone.page.route('**/api/v1/reports/**', async (route) => {
    if (route.request().method() === 'PUT') await route.fetch();
    return route.request().method() === 'PUT' ? route.abort() : route.continue();
  });
  await phone.tap('确认报送');
  assert.equal(phone.taps, 2);
  await phone.see(/不会重复报送/);
  await phone.shot('report-3-no-answer');
  await phone.page.unroute('**/api/v1/reports/**');
  await phone.tap('确认报送');
  await phone.see(SENT);
  await phone.shot('report-4-sent');
  assert.equal((await report.read()).report.revision, 1);
  await phone.tap('以往各期');
  await phone.see(/应报未报|没有报送|按时|还没有报送/);
  await phone.close();
});

story('a sent report is put right with a reason, and what it said before can be read', async () => {
  const report = await reportOf('own');
  const before = (await report.read()).report;
  const phone = await Phone.open();
  await phone.signIn(report.openid);
  await phone.see('半月报');
  await phone.go('report', report.page);
  await phone.tap('更正');
  await phone.tap('活动');
  await phone.see('更正“活动”');
  await phone.tapOn(phone.page.getByLabel('活动加一').filter({ visible: true }).last());
  await phone.tap('记录还没有录全');
  await phone.shot('report-5-mend');
  await phone.tap('改成这个数');
  await phone.see(/记录里是/);
  await phone.tap('报送更正');
  await phone.see('已经报送过，改动要写明原因。');
  await phone.type('为什么更正', '漏记了一次');
  await phone.shot('report-6-why', true);
  await phone.tap('报送更正');
  await phone.see('更正已报送');
  await phone.tap(/更正过 \d+ 次/, false);
  await phone.see('第一次报送');
  await phone.shot('report-7-history', true);
  const after = (await report.read()).report;
  assert.equal(after.revision, before.revision + 1);
  const activities = ({ figures }) => figures.find((line) => line.figure === 'activities').value;
  assert.equal(activities(after), activities(before) + 1);
  await phone.close();
});

story('of two who put a report right at once the second is told, and loses no word', async () => {
  const report = await reportOf('own');
  const phones = [await Phone.open(), await Phone.open()];
  for (const phone of phones) {
    await phone.signIn(report.openid);
    await phone.see('半月报');
    await phone.go('report', report.page);
    await phone.tap('更正');
  }
  const [first, second] = phones;
  await first.type('情况说明', '第一部写的');
  await first.type('为什么更正', '补充说明');
  await first.tap('报送更正');
  await first.see('更正已报送');
  await second.type('情况说明', '第二部写的');
  await second.type('为什么更正', '也要补充');
  await second.tap('报送更正');
  await second.see(/刚被别人改过/);
  await second.see('您改的还留着，看过以后可以再报。');
  await second.shot('report-8-conflict');
  assert.equal((await report.read()).report.words, '第一部写的');
  await second.tap('报送更正');
  await second.see('更正已报送');
  const { revisions } = await report.read('/revisions');
  assert.deepEqual(revisions.slice(0, 2).map(({ words }) => words), ['第二部写的', '第一部写的']);
  for (const phone of phones) await phone.close();
});

story('a township where nothing is new says so with one tap', async () => {
  const report = await reportOf('other');
  const phone = await Phone.open({ width: 320, height: 640, dark: true });
  await phone.signIn(report.openid);
  await phone.tap(/半月报$/);
  phone.taps = 0;
  await phone.tap('本期无新增');
  assert.equal(phone.taps, 1);
  await phone.see(SENT);
  await phone.shot('report-9-nothing-new');
  assert.equal((await report.read()).report.nothing_new, true);
  await phone.go('index');
  await phone.see('待审核');
  await until('the first screen asks no more', async () => !(await phone.sees('去报送')));
  await phone.close();
});

story('a branch secretary reads how the branch stands', async () => {
  const phone = await Phone.open();
  await phone.signIn(cast.secretary);
  await phone.tap('本支部情况');
  await phone.see(/5 项条件达到 \d 项/);
  await phone.see('七个一');
  await phone.shot('health', true);
  await phone.close();
});

story('a township reads why it is looked into, explains itself and answers what was found, once', async () => {
  const { unit, openid } = await reportOf('own');
  const county = await desk(cast.officer);
  const id = newId();
  const proposed = await county('PUT', `/api/v1/supervisions/${id}`, { unit: unit.id, reason: '来信说活动记录不实' });
  assert.equal(proposed.status, 201, JSON.stringify(proposed.body));
  const step = async (act, base, more = {}) => {
    const { status, body } = await county('POST', `/api/v1/supervisions/${id}/steps`,
      { act, base_revision: base, ...more });
    assert.equal(status, 201, JSON.stringify(body));
  };
  const phone = await Phone.open();
  await phone.signIn(openid);
  await phone.tap('督导事项');
  const card = phone.page.locator('.card', { hasText: '来信说活动记录不实' }).filter({ visible: true }).last();
  await card.waitFor();
  const say = async (label, words, button) => {
    await card.getByLabel(label, { exact: true }).fill(words);
    await phone.tapOn(card.getByText(button, { exact: true }));
  };
  await say('作个说明', '两次活动补记晚了，照片都在。', '提交说明');
  await phone.see('已提交');
  await phone.shot('supervision-1-explained', true);
  const day = (days) => new Date(Date.now() + (8 + 24 * days) * 3600000).toISOString().slice(0, 10);
  await step('confirm', 2);
  await step('visit', 3, { on: day(0), visitors: ['周督导', '吴督导'], words: '看了两个支部。' });
  await step('find', 4, { words: '请补开两次主题团日。', due: day(7) });
  await phone.page.reload();
  await phone.see('请补开两次主题团日。');
  await phone.shot('supervision-2-found', true);
  await phone.page.route('**/steps', async (route) => {
    await route.fetch();
    return route.abort();
  });
  await say('写答复', '已补开一次，另一次在下周六。', '提交答复');
  await phone.see(/不会重复提交/);
  await phone.page.unroute('**/steps');
  await phone.page.reload();
  await phone.see('已经答复，等团县委办结。有要补充的还可以再写。');
  assert.equal(await card.getByLabel('写答复', { exact: true }).inputValue(), '');
  await phone.shot('supervision-3-answered', true);
  const { body } = await county('GET', `/api/v1/supervisions/${id}`);
  assert.deepEqual(body.steps.map(({ act }) => act), ['propose', 'explain', 'confirm', 'visit', 'find', 'answer']);
  await phone.close();
});

story('a leader sees the township in charge and notes a visit there', async () => {
  const leader = await desk(cast.leader);
  const { body: { user } } = await leader('GET', '/api/v1/me');
  const [{ org_id: org }] = user.roles;
  const county = await desk(cast.officer);
  const contact = { org_id: org, role: 'leader', name: '周联系', post: '县委常委', person_id: user.id, from: `${month}-01` };
  const made = await county('PUT', `/api/v1/contacts/${newId()}`, contact);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const phone = await Phone.open();
  await phone.signIn(cast.leader);
  await phone.see(/还有 \d+ 个支部没有记录|各支部都有记录/);
  await phone.go('area');
  await phone.tap('进度、督导和走访');
  await phone.tap('记一次走访');
  await phone.type('看了什么、说了什么', '看了东街支部的主题团日。');
  await phone.shot('visits-1-note');
  await phone.tap('保存');
  await phone.see('已保存');
  await phone.tap('走访和意见');
  await phone.see('看了东街支部的主题团日。');
  await phone.shot('visits-2-thread', true);
  const { body } = await leader('GET', `/api/v1/area-notes?unit=${org}&kind=visit`);
  assert.equal(body.notes.filter(({ words }) => words === '看了东街支部的主题团日。').length, 1);
  await phone.close();
});

const only = process.env.ONLY;
let failed = 0;
for (const { name, tell } of stories) {
  if (only && !name.includes(only)) continue;
  try {
    await tell();
    console.log(`ok: ${name}`);
  } catch (error) {
    failed += 1;
    console.error(`FAILED: ${name}\n${error.stack}`);
    for (const [place, context] of browser.contexts().entries()) {
      for (const page of context.pages()) {
        const path = `${process.env.SCREENSHOTS}/phone-failed-${failed}-${place}.png`;
        await page.screenshot({ path }).catch(() => {});
      }
      await context.close().catch(() => {});
    }
  }
}
await browser.close();
process.exit(failed === 0 ? 0 : 1);
