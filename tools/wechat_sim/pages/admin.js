// Behind the stage: what the program asked WeChat for, drafts, faults on order, accounts.
import { dayTime, el, order, see, toast } from './api.js';
import { openArticle } from './reading.js';

const byId = (id) => document.getElementById(id);
let panel = 'calls';
let drawn = '';

const paths = [
  ['/cgi-bin/stable_token', '取访问令牌'], ['/sns/jscode2session', '小程序登录'], ['/cgi-bin/message/custom/send', '发客服消息'],
  ['/cgi-bin/message/subscribe/send', '发订阅消息(小程序)'], ['/cgi-bin/message/subscribe/bizsend', '发订阅通知(公众号)'],
  ['/cgi-bin/media/get', '取关注者的照片'], ['/cgi-bin/media/uploadimg', '传文章图片'], ['/cgi-bin/material/add_material', '传封面'],
  ['/cgi-bin/draft/add', '新建草稿'], ['/cgi-bin/freepublish/submit', '发布'], ['/cgi-bin/freepublish/get', '查发布结果'], ['*', '所有接口'],
];
const codes = [['-1', '系统繁忙'], ['40001', '令牌失效'], ['42001', '令牌过期'], ['40164', 'IP 不在白名单'], ['43101', '用户拒收'],
  ['45009', '当日额度用完'], ['45011', '太频繁'], ['45015', '超过回复时限'], ['48001', '没有接口权限']];

function calls(list) {
  if (!list.length) return [el('p', { className: 'empty' }, '程序还没有调用过微信接口。')];
  return list.slice(-200).reverse().map((one) => {
    const bad = one.errcode !== 0 || one.status !== 200;
    const label = one.status === 0 ? '断线' : one.status !== 200 ? `HTTP ${one.status}` : one.errcode ? String(one.errcode) : '成功';
    return el('details', { className: 'entry' },
      el('summary', {}, el('time', {}, one.at.slice(11, 19)), el('code', {}, `${one.method} ${one.path}`),
        el('span', { className: bad ? 'tag bad' : one.fault ? 'tag warn' : 'tag' }, label), el('small', {}, `${one.account || '—'} ${one.duration_ms} ms`)),
      el('pre', {}, [one.errmsg && `错误:${one.errmsg}`, one.fault && '这是故障开关造成的', `rid:${one.rid}`, one.request && `请求:${one.request}`].filter(Boolean).join('\n')));
  });
}

function pushes(list) {
  if (!list.length) return [el('p', { className: 'empty' }, '还没有向程序推送过消息。')];
  return list.slice(-200).reverse().map((one) => el('details', { className: 'entry' },
    el('summary', {}, el('time', {}, one.at.slice(11, 19)), el('code', {}, `${one.what} · ${one.openid}`),
      el('span', { className: one.answered ? 'tag' : 'tag bad' }, one.answered ? '已应答' : '失败'), el('small', {}, `${one.account} 第 ${one.tries} 次`)),
    el('pre', {}, one.why || '程序在 5 秒内正常应答')));
}

function drafts(app, list) {
  if (!list.length) return [el('p', { className: 'empty' }, '草稿箱是空的。')];
  return list.map((one) => el('div', { className: 'item' },
    el('div', {}, one.articles[0].title, el('span', {}, `公众号 ${one.account} · ${dayTime(one.at)} · ${one.articles.length} 篇`)),
    el('button', { onclick: () => { app.show('articles'); openArticle(one.url); } }, '预览'),
    el('button', {
      className: 'primary',
      onclick: async () => {
        const done = await order('publish', { account: one.account, media_id: one.media_id });
        toast('已发布');
        app.show('articles');
        openArticle(done.url);
      },
    }, '发布')));
}

const describe = (fault) => [fault.errcode !== undefined && `返回错误码 ${fault.errcode}`, fault.status && `返回 HTTP ${fault.status}`,
  fault.delay_ms && `延迟 ${fault.delay_ms / 1000} 秒`, fault.hangup && '断开连接', fault.after_effect && '(事情已办成)'].filter(Boolean).join(',');

function faults(app, list) {
  const path = el('select', {}, ...paths.map(([value, name]) => el('option', { value }, name)));
  const kind = el('select', {}, ...[['errcode', '返回错误码'], ['delay_ms', '很慢(秒)'], ['hangup', '断开连接'],
    ['lost', '办成了但断线'], ['status', '返回 HTTP 状态']].map(([value, name]) => el('option', { value }, name)));
  const value = el('input', { value: '-1', inputMode: 'numeric' });
  value.setAttribute('list', 'codes');
  const times = el('input', { type: 'number', min: '1', max: '999', value: '1' });
  const label = el('label', {}, '错误码', value);
  kind.addEventListener('change', () => {
    label.hidden = kind.value === 'hangup' || kind.value === 'lost';
    label.firstChild.textContent = { errcode: '错误码', delay_ms: '秒数', status: '状态' }[kind.value] || '';
    value.value = { errcode: '-1', delay_ms: '8', status: '502' }[kind.value] || '';
  });
  const add = async () => {
    const body = { path: path.value, times: Number(times.value) || 1 };
    if (kind.value === 'hangup' || kind.value === 'lost') Object.assign(body, { hangup: true, after_effect: kind.value === 'lost' });
    else body[kind.value] = kind.value === 'delay_ms' ? Number(value.value) * 1000 : Number(value.value);
    await order('faults', body).catch((error) => toast(error.message));
    drawn = '';
    app.refresh();
  };
  return [
    el('p', { className: 'hint' }, '让微信在接下来的几次调用里出错,看程序怎样应对。用完的次数会自动消失。'),
    el('datalist', { id: 'codes' }, ...codes.map(([code, name]) => el('option', { value: code }, name))),
    el('div', { className: 'form' }, el('label', {}, '接口', path), el('label', {}, '怎样出错', kind), label, el('label', {}, '次数', times),
      el('button', { className: 'primary', onclick: add }, '打开')),
    ...(list.length ? list.map((one) => el('div', { className: 'item' },
      el('div', {}, (paths.find(([p]) => p === one.path) || [])[1] || one.path, el('span', {}, `${describe(one)},还有 ${one.times} 次`)),
      el('button', { onclick: async () => { await order('faults', { ...one, times: 0 }); drawn = ''; app.refresh(); } }, '关闭')))
      : [el('p', { className: 'empty' }, '现在没有故障。')]),
  ];
}

function accounts(app) {
  return [
    ...app.state.accounts.map((one) => el('div', { className: 'item' },
      el('div', {}, `${one.kind === 'mini_program' ? '小程序' : '公众号'} ${one.name}`,
        el('span', {}, `${{ safe: '安全模式', compatible: '兼容模式', plain: '明文模式' }[one.mode]} · ${one.format.toUpperCase()} · ${one.people.filter((p) => p.following).length} 人`),
        el('span', {}, `推送到 ${one.callback_url || '(没有设置)'}`)),
      el('button', {
        onclick: async () => {
          const answer = await order('verify', { account: one.name });
          toast(answer.ok ? '回调地址验证通过' : `验证没有通过:${answer.why}`);
        },
      }, '验证回调地址'),
      one.kind === 'mini_program' ? '' : el('button', {
        onclick: async () => { await order('account', { account: one.name, can_publish: !one.can_publish }); drawn = ''; app.refresh(); },
      }, one.can_publish ? '收回发布权限' : '给发布权限'),
      el('button', { onclick: async () => { await order('tokens', { account: one.name, lose: 'expired' }); toast('令牌已全部过期'); } }, '让令牌过期'))),
    el('p', { className: 'end row' }, el('button', {
      onclick: async () => {
        if (!window.confirm('忘掉所有关注者、聊天、文章和记录?')) return;
        await order('reset');
        localStorage.removeItem('person');
        window.location.reload();
      },
    }, '全部清空')),
  ];
}

export async function drawPanel(app) {
  for (const tab of document.querySelectorAll('[data-panel]')) tab.setAttribute('aria-selected', String(tab.dataset.panel === panel));
  const data = panel === 'accounts' ? app.state.accounts : (await see(panel))[panel];
  const wanted = panel + JSON.stringify(panel === 'calls' || panel === 'pushes' ? [data.length, data.at(-1)] : data);
  // Drawn anew only when there is news, so that an opened entry or a half-filled form stays.
  if (wanted === drawn) return;
  drawn = wanted;
  const make = { calls: () => calls(data), pushes: () => pushes(data), drafts: () => drafts(app, data), faults: () => faults(app, data), accounts: () => accounts(app) };
  byId('panel').replaceChildren(...make[panel]());
}

export function setUpPanels(app) {
  for (const tab of document.querySelectorAll('[data-panel]')) {
    tab.addEventListener('click', () => { panel = tab.dataset.panel; drawn = ''; drawPanel(app); });
  }
}
