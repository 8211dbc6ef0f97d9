// The conversation with an account: lines, menu, pictures, following and scanning.
import { ask, clockTime, el, local, order, see, toast } from './api.js';
import { openArticle } from './reading.js';

const byId = (id) => document.getElementById(id);
let drawn = '';
let menuHidden = false;

const eventText = (content) => ({
  subscribe: content.event_key ? `扫码关注了公众号(${content.event_key})` : '关注了公众号',
  unsubscribe: '取消了关注',
  SCAN: `扫描了二维码(${content.event_key})`,
  CLICK: `点了菜单(${content.event_key})`,
  VIEW: '点开了菜单里的链接',
}[content.event] || `${content.event} ${content.event_key || ''}`);

function withLinks(text) {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, i) => (i % 2
    ? el('a', { href: local(part), target: '_blank', rel: 'noopener' }, part) : part));
}

function body(line) {
  const { type, content } = line;
  if (type === 'text') return el('div', { className: 'bubble' }, ...withLinks(content.content));
  if (type === 'image') return el('div', { className: 'bubble plain' }, el('img', { src: local(content.url), alt: '图片' }));
  if (type === 'news') {
    const article = content.articles ? content.articles[0] : content;
    return el('div', { className: 'bubble plain' }, el('a', {
      className: 'newscard', href: local(article.url || '#'), target: '_blank', rel: 'noopener',
    }, el('strong', {}, article.title || ''), article.picurl ? el('img', { src: local(article.picurl), alt: '' }) : '',
    el('span', {}, article.description || '')));
  }
  if (type === 'mpnewsarticle') {
    return el('div', { className: 'bubble' }, el('a', { href: '#', onclick: (event) => { event.preventDefault(); openArticle(content.url); } }, content.title));
  }
  return el('div', { className: 'bubble' }, `[${type}] ${content.content || content.title || ''}`);
}

export async function drawChat(app) {
  const person = app.known();
  byId('follow').textContent = person && person.following ? '取消关注' : '关注';
  byId('follow').hidden = !app.current() || app.current().kind === 'mini_program';
  const lines = byId('lines');
  if (!app.person || !app.account) {
    drawn = '';
    lines.replaceChildren(el('p', { className: 'empty' }, '先点右上角“新建”,建一位关注者,就可以和公众号说话了。'));
    return;
  }
  const { chat } = await see('chat', { account: app.account, openid: app.openid() });
  const now = JSON.stringify([app.account, app.openid(), chat.length, chat.at(-1)]);
  if (now === drawn) return;
  drawn = now;
  if (!chat.length) {
    lines.replaceChildren(el('p', { className: 'empty' }, person && !person.following && app.current().kind !== 'mini_program'
      ? '还没有关注这个公众号。点右上角 ⋯ 里的“关注”。' : '还没有说过话。试试发“帮助”。'));
    return;
  }
  let last = '';
  const nodes = [];
  for (const line of chat) {
    const minute = line.at.slice(0, 16);
    if (minute !== last) nodes.push(el('p', { className: 'stamp' }, clockTime(line.at)));
    last = minute;
    if (line.type === 'event') { nodes.push(el('p', { className: 'stamp' }, eventText(line.content))); continue; }
    if (line.type === 'notice') { nodes.push(el('p', { className: 'stamp bad' }, line.content.content)); continue; }
    const mine = line.from === 'person';
    nodes.push(el('div', { className: mine ? 'line mine' : 'line' },
      el('div', { className: 'face', 'aria-hidden': 'true' }, mine ? app.person.replace('=', '').slice(0, 1).toUpperCase() : '团'), body(line)));
  }
  lines.replaceChildren(...nodes);
  lines.scrollTop = lines.scrollHeight;
}

async function say(app, what) {
  if (!app.person) { toast('请先新建一位关注者'); return; }
  try {
    const answer = await order('say', { account: app.account, openid: app.openid(), ...what });
    if (answer.notice) toast(`程序没有正常回答(试了 ${answer.tries} 次:${answer.why})`);
  } catch (error) {
    toast(error.message.includes('does not follow') ? '您还没有关注这个公众号:点 ⋯ 里的“关注”' : error.message);
  }
  await app.refresh();
}

async function tap(app, button) {
  if (button.type === 'click') return say(app, { type: 'event', event: 'CLICK', event_key: button.key });
  if (button.type === 'view') {
    await say(app, { type: 'event', event: 'VIEW', event_key: button.url });
    window.open(local(button.url), '_blank', 'noopener');
    return undefined;
  }
  if (button.type === 'miniprogram') {
    return say(app, { type: 'event', event: 'view_miniprogram', event_key: button.pagepath || '' });
  }
  return say(app, { type: 'event', event: button.type, event_key: button.key || '' });
}

export function drawMenu(app) {
  const bar = byId('menu');
  const account = app.current();
  const buttons = account && account.menu && account.menu.button ? account.menu.button : [];
  byId('menu-toggle').hidden = !buttons.length;
  bar.hidden = !buttons.length || menuHidden;
  const wanted = JSON.stringify([app.account, buttons]);
  if (bar.dataset.drawn === wanted) return;
  bar.dataset.drawn = wanted;
  bar.replaceChildren(...buttons.map((button) => {
    const subs = button.sub_button || [];
    if (!subs.length) return el('div', {}, el('button', { onclick: () => tap(app, button) }, button.name));
    const list = el('div', { className: 'submenu', hidden: true }, ...subs.map((sub) =>
      el('button', { onclick: () => { list.hidden = true; tap(app, sub); } }, sub.name)));
    return el('div', {}, list, el('button', { onclick: () => { list.hidden = !list.hidden; } }, `≡ ${button.name}`));
  }));
}

const toBase64 = (file) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(file);
});

export function setUpChat(app) {
  const text = byId('text');
  byId('say').addEventListener('submit', async (event) => {
    event.preventDefault();
    const content = text.value.trim();
    if (!content) return;
    text.value = '';
    await say(app, { type: 'text', content });
  });
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); byId('say').requestSubmit(); }
  });
  byId('picture').addEventListener('change', async (event) => {
    const [file] = event.target.files;
    event.target.value = '';
    if (!file) return;
    if (file.size > 10 * 1024 * 1024) { toast('照片超过 10 MB'); return; }
    await say(app, { type: 'image', base64: await toBase64(file) });
  });
  byId('menu-toggle').addEventListener('click', () => { menuHidden = !menuHidden; drawMenu(app); });
  const panel = byId('more-panel');
  byId('more').addEventListener('click', () => {
    panel.hidden = !panel.hidden;
    byId('more').setAttribute('aria-expanded', String(!panel.hidden));
  });
  panel.addEventListener('click', () => { panel.hidden = true; });
  byId('follow').addEventListener('click', () => {
    const person = app.known();
    say(app, { type: 'event', event: person && person.following ? 'unsubscribe' : 'subscribe' });
  });
  byId('scan').addEventListener('click', async () => {
    const scenes = (app.current() || { scenes: [] }).scenes;
    const values = await ask('扫描带参数二维码', [
      { name: 'scene', label: '二维码里的参数', value: scenes.length ? scenes.at(-1).scene : '' }]);
    if (values && values.scene) await say(app, { type: 'scan', scene: values.scene });
  });
  byId('login-code').addEventListener('click', async () => {
    const mini = app.state.accounts.find((one) => one.kind === 'mini_program');
    if (!mini || !app.person) { toast('没有小程序账号'); return; }
    const { code } = await order('login', { account: mini.name, openid: app.openid(mini.name) });
    await ask(`wx.login 给 ${app.openid(mini.name)} 的登录码(5 分钟内用一次)`, [{ name: 'code', label: '登录码', value: code, readonly: true }]);
  });
}
