// The page of the simulator: who one is, which account one talks to, and which view is open.
import { ask, el, order, see, toast } from './api.js';
import { drawChat, drawMenu, setUpChat } from './chat.js';
import { drawInbox, drawArticles, setUpReader } from './reading.js';
import { drawPanel, setUpPanels } from './admin.js';

const byId = (id) => document.getElementById(id);

export const app = {
  state: { accounts: [] },
  view: 'chat',
  person: localStorage.getItem('person') || '',
  account: localStorage.getItem('account') || '',
  /** The chosen person's openid in an account: people made here are "account-name", others stand behind "=". */
  openid(account = app.account) { return app.person.startsWith('=') ? app.person.slice(1) : `${account}-${app.person}`; },
  current() { return app.state.accounts.find((one) => one.name === app.account); },
  known(account = app.account) {
    const found = app.state.accounts.find((one) => one.name === account);
    return found && found.people.find((one) => one.openid === app.openid(account));
  },
  refresh,
};

/** Names of people: openids without their account's prefix; others stand as they are for their own account. */
function people() {
  const names = new Set();
  for (const account of app.state.accounts) {
    for (const person of account.people) {
      if (person.openid.startsWith(`${account.name}-`)) names.add(person.openid.slice(account.name.length + 1));
      else names.add(`=${person.openid}`);
    }
  }
  return [...names].sort();
}

function drawPeople() {
  const select = byId('person');
  const names = people();
  if (app.person && !names.includes(app.person)) names.unshift(app.person);
  const wanted = names.join('\n');
  if (select.dataset.drawn !== wanted) {
    select.dataset.drawn = wanted;
    select.replaceChildren(...names.map((name) => el('option', { value: name }, name.replace(/^=/, ''))));
    if (!names.length) select.append(el('option', { value: '' }, '还没有人'));
  }
  if (!app.person && names.length) choosePerson(names[0]);
  select.value = app.person;
}

function choosePerson(name) {
  app.person = name;
  localStorage.setItem('person', name);
}

function drawAccounts() {
  const select = byId('account');
  const accounts = app.state.accounts;
  const wanted = accounts.map((one) => one.name).join('\n');
  if (select.dataset.drawn !== wanted) {
    select.dataset.drawn = wanted;
    const sorted = [...accounts].sort((a, b) => b.kind.localeCompare(a.kind));
    select.replaceChildren(...sorted.map((one) =>
      el('option', { value: one.name }, `${one.kind === 'mini_program' ? '小程序客服' : '公众号'} ${one.name}`)));
    if (!accounts.some((one) => one.name === app.account)) app.account = sorted[0] ? sorted[0].name : '';
  }
  select.value = app.account;
}

async function refresh() {
  try {
    app.state = await see('state');
  } catch {
    toast('仿真程序没有回答,它可能已经停了');
    return;
  }
  drawPeople();
  drawAccounts();
  const shift = app.state.shift_s;
  byId('clock').textContent = `${app.state.now.slice(0, 10)} ${app.state.now.slice(11, 19)}${shift ? ` (快 ${Math.round(shift / 3600)} 小时)` : ''}`;
  drawMenu(app);
  await Promise.all([app.view === 'chat' && drawChat(app), drawInbox(app), app.view === 'articles' && drawArticles(app), drawPanel(app)]);
}

export function show(view) {
  app.view = view;
  document.body.dataset.view = view;
  for (const button of document.querySelectorAll('[data-go]')) {
    if (button.dataset.go === view) button.setAttribute('aria-current', 'page');
    else button.removeAttribute('aria-current');
  }
  location.hash = view;
  refresh();
}
app.show = show;

async function newPerson() {
  const values = await ask('新建一位关注者', [
    { name: 'name', label: '名字(字母或数字,例如 liming)', value: '' },
    { name: 'union', label: '公众号和小程序绑定了同一开放平台(有 unionid)', type: 'checkbox', value: true },
    { name: 'follow', label: '现在就关注公众号(会收到欢迎语)', type: 'checkbox', value: true },
  ]);
  if (!values || !values.name) return;
  if (!/^[A-Za-z0-9_]{1,40}$/.test(values.name)) { toast('名字请用字母、数字或下划线'); return; }
  choosePerson(values.name);
  for (const account of app.state.accounts) {
    await order('follower', {
      account: account.name,
      openid: app.openid(account.name),
      following: false,
      ...(values.union ? { unionid: `union-${values.name}` } : {}),
    });
    if (account.kind === 'mini_program' || !values.follow) continue;
    await order('say', { account: account.name, openid: app.openid(account.name), type: 'event', event: 'subscribe' })
      .catch((error) => toast(`关注没有送到程序:${error.message}`));
  }
  byId('person').dataset.drawn = '';
  show('chat');
}

byId('person').addEventListener('change', (event) => { choosePerson(event.target.value); refresh(); });
byId('account').addEventListener('change', (event) => {
  app.account = event.target.value;
  localStorage.setItem('account', app.account);
  refresh();
});
byId('new-person').addEventListener('click', newPerson);
for (const button of document.querySelectorAll('[data-go]')) button.addEventListener('click', () => show(button.dataset.go));
for (const button of document.querySelectorAll('[data-shift]')) {
  button.addEventListener('click', async () => {
    const by = Number(button.dataset.shift);
    await order('clock', { shift_s: by ? app.state.shift_s + by : 0 });
    refresh();
  });
}

setUpChat(app);
setUpReader();
setUpPanels(app);
show(['chat', 'notices', 'articles', 'admin'].includes(location.hash.slice(1)) ? location.hash.slice(1) : 'chat');
setInterval(() => { if (!document.hidden) refresh(); }, 2000);
