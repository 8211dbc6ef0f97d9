// @wecom/crypto against a callback of ours: `node callback.mjs http://127.0.0.1:8080/wechat/oa`.
// From the environment: WECHAT_APPID, WECHAT_TOKEN, WECHAT_AES_KEY, WECHAT_ORIGINAL_ID, and WECHAT_TEXT (what to say,
// default 帮助). The account is an official account in safe mode.
import assert from 'node:assert/strict';
import { createHash, randomInt } from 'node:crypto';
import { test } from 'node:test';
import './support.mjs';

const { decrypt, encrypt, getSignature } = await import('@wecom/crypto').then((module) => module.default ?? module);

const url = process.argv[2];
const { WECHAT_APPID: appid, WECHAT_TOKEN: token, WECHAT_AES_KEY: key, WECHAT_ORIGINAL_ID: originalId } = process.env;
const text = process.env.WECHAT_TEXT || '帮助';
const openid = `interop-${randomInt(1e9)}`;
let nextId = 24e8 * 1e6 + randomInt(1e9);

const element = (xml, name) => new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${name}>`).exec(xml)?.[1];
const querySignature = (timestamp, nonce) => createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex');

function message(content) {
  nextId += 1;
  return `<xml><ToUserName><![CDATA[${originalId}]]></ToUserName><FromUserName><![CDATA[${openid}]]></FromUserName>`
    + `<CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime><MsgType><![CDATA[text]]></MsgType>`
    + `<Content><![CDATA[${content}]]></Content><MsgId>${nextId}</MsgId></xml>`;
}

async function push(plain, change = {}) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = String(randomInt(1e9));
  const encrypted = encrypt(change.key || key, plain, change.appid || appid);
  const query = new URLSearchParams({
    signature: querySignature(timestamp, nonce),
    timestamp,
    nonce,
    openid,
    encrypt_type: 'aes',
    msg_signature: change.signature || getSignature(token, timestamp, nonce, encrypted),
  });
  return fetch(`${url}?${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml' },
    body: `<xml><ToUserName><![CDATA[${originalId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
  });
}

test('url, appid, token, key and original id are given', () => {
  assert.ok(url && appid && token && key && originalId, 'see the head of callback.mjs');
});

test('the address proves itself with the echostr', async () => {
  const query = new URLSearchParams({ signature: querySignature('1714036504', '1514711492'), timestamp: '1714036504', nonce: '1514711492', echostr: '5837397032174625' });
  const answer = await fetch(`${url}?${query}`);
  assert.equal(answer.status, 200);
  assert.equal(await answer.text(), '5837397032174625');
});

test('an encrypted message is understood and its reply opens', async () => {
  const plain = message(text);
  const answer = await push(plain);
  assert.equal(answer.status, 200);
  const envelope = await answer.text();
  const encrypted = element(envelope, 'Encrypt');
  assert.ok(encrypted, `an encrypted reply, not ${envelope.slice(0, 200)}`);
  assert.equal(element(envelope, 'MsgSignature'),
    getSignature(token, element(envelope, 'TimeStamp'), element(envelope, 'Nonce'), encrypted));
  const opened = decrypt(key, encrypted);
  assert.equal(opened.id, appid);
  assert.equal(element(opened.message, 'ToUserName'), openid);
  assert.equal(element(opened.message, 'FromUserName'), originalId);
  assert.equal(element(opened.message, 'MsgType'), 'text');
  assert.ok(element(opened.message, 'Content').length > 0);
});

test('lengths around the block of 32 bytes are all understood', async () => {
  for (let length = 1; length <= 40; length += 1) {
    const answer = await push(message('x'.repeat(length)));
    assert.equal(answer.status, 200);
    const encrypted = element(await answer.text(), 'Encrypt');
    if (encrypted) assert.equal(decrypt(key, encrypted).id, appid);
  }
});

test('a wrong signature is refused, a message for another account gets no reply', async () => {
  assert.equal((await push(message(text), { signature: '0'.repeat(40) })).status, 403);
  const foreign = await push(message(text), { appid: 'wx-another' });
  assert.ok(!(await foreign.text()).includes('Encrypt'));
});
