// What a person reads: service notices and published articles.
import { dayTime, el, local, order, see, toast } from './api.js';

const byId = (id) => document.getElementById(id);
const memory = { inbox: '', articles: '', consents: '', seen: {} };

function fields(account, entry) {
  const own = ((account && account.templates) || []).find((one) => one.template_id === entry.template_id);
  const labels = (own && own.labels) || {};
  return el('dl', {}, ...Object.entries(entry.data).flatMap(([key, field]) =>
    [el('dt', {}, labels[key] || key), el('dd', {}, field.value ?? '')]));
}

function card(app, entry) {
  const account = app.state.accounts.find((one) => one.name === entry.account);
  const kind = account && account.kind === 'mini_program' ? '小程序' : '公众号';
  const what = { notice: '订阅消息', template: '模板消息', custom: '客服消息', mass: '群发', preview: '预览' }[entry.kind] || entry.kind;
  const asFields = entry.kind === 'notice' || entry.kind === 'template';
  const isArticle = entry.kind === 'mass' || entry.kind === 'preview';
  return el('article', { className: 'notice' },
    el('header', {}, el('span', {}, `${kind} ${entry.account} · ${what}`), el('time', {}, dayTime(entry.at))),
    entry.title ? el('h3', {}, entry.title) : '',
    asFields ? fields(account, entry) : el('p', {}, entry.text || (entry.data ? `[${entry.data.type}]` : '')),
    isArticle && entry.page ? el('footer', {}, el('a', { href: '#', onclick: (event) => { event.preventDefault(); openArticle(entry.page); } }, '打开文章'))
      : entry.page ? el('footer', {}, `点开进入:${entry.page}`) : '');
}

function drawConsents(app) {
  const rows = app.state.accounts.flatMap((account) => account.templates.map((one) => ({ account, one })));
  const wanted = JSON.stringify([app.person, rows.map(({ account, one }) => [account.name, one, (app.known(account.name) || {}).consents])]);
  if (memory.consents === wanted) return;
  memory.consents = wanted;
  byId('consents').replaceChildren(
    el('p', { className: 'hint' }, '微信规定:同意一次,程序才能发一条。'),
    ...rows.map(({ account, one }) => {
      const balance = ((app.known(account.name) || {}).consents || {})[one.template_id] || 0;
      const give = async (body) => {
        if (!app.person) { toast('请先新建一位关注者'); return; }
        await order('consent', { account: account.name, openid: app.openid(account.name), template_id: one.template_id, ...body });
        app.refresh();
      };
      return el('div', { className: 'consent' },
        el('div', {}, `${account.kind === 'mini_program' ? '小程序' : '公众号'} ${account.name}:${one.title}`,
          el('div', { className: 'hint' }, `还能发 ${balance} 条`)),
        el('button', { onclick: () => give({ count: 1 }) }, '同意一次'),
        el('button', { disabled: !balance, onclick: () => give({ status: 'reject', count: 0 }) }, '拒收'));
    }));
}

export async function drawInbox(app) {
  drawConsents(app);
  const openids = new Set(app.state.accounts.map((one) => app.openid(one.name)));
  const { inbox } = app.person ? await see('inbox') : { inbox: [] };
  // Customer-service messages stand in the conversation, not here.
  const mine = inbox.filter((entry) => openids.has(entry.openid) && entry.kind !== 'custom').reverse();
  if (app.view === 'notices') memory.seen[app.person] = mine.length;
  const unseen = mine.length - (memory.seen[app.person] ?? 0);
  byId('badge').textContent = unseen;
  byId('badge').hidden = unseen <= 0;
  const wanted = JSON.stringify([app.person, mine.length, mine[0]]);
  if (memory.inbox === wanted) return;
  memory.inbox = wanted;
  byId('inbox').replaceChildren(...(mine.length ? mine.map((entry) => card(app, entry))
    : [el('p', { className: 'empty' }, '还没有收到过通知。')]));
}

export async function drawArticles(app) {
  const { articles } = await see('articles');
  const shown = articles.filter((one) => !one.is_deleted);
  const wanted = JSON.stringify(shown.map((one) => one.url));
  if (memory.articles === wanted) return;
  memory.articles = wanted;
  byId('article-list').replaceChildren(...(shown.length ? shown.map((one, i) =>
    el('button', { className: i ? 'article' : 'article big', onclick: () => openArticle(one.url) },
      i ? '' : el('img', { src: local(one.thumb_url), alt: '' }),
      el('div', {}, el('strong', {}, one.title), el('span', { className: 'digest' }, one.digest || ''),
        el('span', {}, `${dayTime(one.at)}${one.author ? ` · ${one.author}` : ''}${one.via === 'mass' ? ' · 群发' : ''}`)),
      i ? el('img', { src: local(one.thumb_url), alt: '' }) : ''))
    : [el('p', { className: 'empty' }, '还没有发布过文章。程序放进草稿箱的,在“后台”的草稿箱里可以由人来发布。')]));
}

export function openArticle(url) {
  byId('reader-frame').src = local(url);
  byId('reader-open').href = local(url);
  byId('reader').hidden = false;
}

export function setUpReader() {
  byId('reader-back').addEventListener('click', () => {
    byId('reader').hidden = true;
    byId('reader-frame').src = 'about:blank';
  });
}
