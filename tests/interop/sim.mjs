// node-easywechat against wechat-sim: `node sim.mjs path/to/wechat-sim`. Starts the program on a free port with
// two made-up accounts, ends it afterwards.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { png } from './support.mjs';

const { OfficialAccount, MiniApp, ServerRequest, FormData } = await import('node-easywechat').then((module) => module.default);

const oa = { app_id: 'wx00000000000000aa', secret: 'secret-of-oa-0000', token: 'tokenOfOa', aes_key: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };
const mp = { app_id: 'wx00000000000000bb', secret: 'secret-of-mp-0000', token: 'tokenOfMp', aes_key: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };

const config = (account) => `
[[account]]
name = "${account === oa ? 'oa' : 'mp'}"
kind = "${account === oa ? 'official_account' : 'mini_program'}"
appid = "${account.app_id}"
original_id = "gh_0000000000${account === oa ? 'aa' : 'bb'}"
mode = "safe"
`;

let folder;
let sim;
let base;
let callback;

function start(program, file) {
  return new Promise((resolve, reject) => {
    sim = spawn(program, ['--config', file], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [sim.stdout, sim.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
        if (address && line.includes('playing WeChat')) resolve(address[0]);
        else console.log(line);
      });
    }
    sim.on('exit', (code) => reject(new Error(`wechat-sim ended with ${code}`)));
  });
}

async function control(what, body) {
  const answer = await fetch(`${base}/sim/${what}`, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(answer.status, 200, `${what}: ${await answer.clone().text()}`);
  return answer.json();
}
const see = async (what) => (await fetch(`${base}/sim/${what}`)).json();

const http = () => ({ baseURL: `${base}/`, proxy: false, throw: true });
/** Its tokens are kept in the run's own folder, else it would write them into the current one. */
const settings = (account) => ({ ...account, file_cache: { path: folder }, http: http() });
const application = () => new OfficialAccount({ ...settings(oa), use_stable_access_token: true });

before(async () => {
  assert.ok(process.argv[2], 'usage: node sim.mjs path/to/wechat-sim');
  folder = mkdtempSync(join(tmpdir(), 'league-interop-'));
  for (const part of ['config', 'var']) mkdirSync(join(folder, part));
  callback = createServer(async (incoming, outgoing) => {
    if (!incoming.url.startsWith('/wechat/oa?')) { outgoing.end('success'); return; }
    const app = application();
    app.setRequest(await ServerRequest.createFromIncomingMessage(incoming));
    const server = app.getServer();
    server.with((message) => `收到:${message.Content}`);
    const response = await server.serve();
    outgoing.writeHead(response.getStatusCode());
    outgoing.end(response.getBody());
  });
  await new Promise((resolve) => { callback.listen(0, '127.0.0.1', resolve); });
  const file = join(folder, 'config', 'league.toml');
  writeFileSync(file, `[simulator]\nport = 0\ncallback_base = "http://127.0.0.1:${callback.address().port}"\n${config(oa)}${config(mp)}`);
  const account = (name, one) => `[account.${name}]\nsecret = "${one.secret}"\ntoken = "${one.token}"\naes_key = "${one.aes_key}"\n`;
  writeFileSync(join(folder, 'var', 'secrets.toml'),
    `[keys]\nactive = "k1"\nlookup = "${'ab'.repeat(32)}"\n[keys.encryption]\nk1 = "${'cd'.repeat(32)}"\n${account('oa', oa)}${account('mp', mp)}`,
    { mode: 0o600 });
  base = await start(process.argv[2], file);
});

after(async () => {
  callback.close();
  sim.removeAllListeners('exit');
  const ended = new Promise((resolve) => { sim.on('exit', resolve); });
  sim.kill('SIGTERM');
  assert.equal(await ended, 0, 'wechat-sim ends in order');
  rmSync(folder, { recursive: true, force: true });
});

test('a token is fetched by both interfaces and kept', async () => {
  const stable = await application().getAccessToken().getToken();
  assert.equal(stable, await application().getAccessToken().getToken());
  const ordinary = new OfficialAccount(settings(oa));
  assert.notEqual(await ordinary.getAccessToken().getToken(), stable);
  assert.ok(stable.length <= 512);
});

test('a draft with picture and cover is added and published', async () => {
  const client = application().getClient();
  const upload = async (url, params) => {
    const form = new FormData();
    form.append('media', png, { filename: 'cover.png', contentType: 'image/png' });
    return (await client.post(url, { params, formData: form })).toObject();
  };
  const picture = await upload('/cgi-bin/media/uploadimg', {});
  const cover = await upload('/cgi-bin/material/add_material', { type: 'image' });
  assert.ok(picture.url && cover.media_id, JSON.stringify([picture, cover]));
  const draft = (await client.post('/cgi-bin/draft/add', {
    json: {
      articles: [{
        title: '实体化大团委建设进度', author: '团县委', thumb_media_id: cover.media_id,
        content: `<section style="color:#c00">进度</section><img src="${picture.url}"><script>x()</script>`,
      }],
    },
  })).toObject();
  assert.ok(draft.media_id, JSON.stringify(draft));
  const job = (await client.post('/cgi-bin/freepublish/submit', { json: { media_id: draft.media_id } })).toObject();
  assert.equal(job.errcode, 0);
  let result;
  for (let i = 0; i < 5 && (!result || result.publish_status === 1); i += 1) {
    result = (await client.post('/cgi-bin/freepublish/get', { json: { publish_id: job.publish_id } })).toObject();
  }
  assert.equal(result.publish_status, 0);
  const [article] = (await see('articles')).articles;
  assert.equal(article.url, result.article_detail.item[0].article_url);
  assert.equal(article.content, `<section style="color:#c00">进度</section><img src="${picture.url}">`);
});

test('a mini program signs in and sends a notice that was accepted', async () => {
  const app = new MiniApp({ ...settings(mp), use_stable_access_token: true });
  const { code } = await control('login', { account: 'mp', openid: 'o-li', unionid: 'u-li' });
  const session = await app.getUtils().codeToSession(code);
  assert.equal(session.openid, 'o-li');
  assert.equal(session.unionid, 'u-li');

  await control('template', { account: 'mp', template_id: 'T1', title: '活动提醒', fields: ['thing1', 'date2'] });
  await control('consent', { account: 'mp', openid: 'o-li', template_id: 'T1', count: 1 });
  const send = async () => (await app.getClient().post('/cgi-bin/message/subscribe/send', {
    json: {
      touser: 'o-li', template_id: 'T1', page: 'pages/log/index', miniprogram_state: 'formal', lang: 'zh_CN',
      data: { thing1: { value: '请登记十一月活动' }, date2: { value: '2026年11月30日' } },
    },
  })).toObject();
  assert.equal((await send()).errcode, 0);
  const { inbox } = await see('inbox?openid=o-li');
  assert.equal(inbox[0].data.thing1.value, '请登记十一月活动');
  assert.equal((await send()).errcode, 43101);
});

test('its callback understands our pushes in safe mode and we its reply', async () => {
  const { reply } = await control('say', { account: 'oa', openid: 'g-li', type: 'text', content: '进度 <城关镇> & ]]>' });
  assert.deepEqual(reply, { type: 'text', content: '收到:进度 <城关镇> & ]]>' });
  assert.deepEqual(await control('verify', { account: 'oa' }), { ok: true });
});

test('a customer-service message arrives after the follower has spoken', async () => {
  const client = application().getClient();
  const send = async (openid) => (await client.post('/cgi-bin/message/custom/send', {
    json: { touser: openid, msgtype: 'text', text: { content: '您好' } },
  })).toObject();
  assert.equal((await send('g-li')).errcode, 0);
  const { inbox } = await see('inbox?openid=g-li');
  assert.deepEqual([inbox[0].kind, inbox[0].text], ['custom', '您好']);
  assert.equal((await send('nobody')).errcode, 40003);
});
