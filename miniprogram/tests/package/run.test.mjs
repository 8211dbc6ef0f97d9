// The built mini program, run: it signs in, shows what is due, keeps a log without network and sends it once, asks for
// the next reminder inside the tap.
import assert from "node:assert/strict";
import test from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { office } from "../../tools/office.mjs";
import { jsonOf, miniProgram, repository } from "./built.mjs";
import { MiniProgram } from "./runner.mjs";
import { Wechat } from "./wechat.mjs";

const { server, account } = office(readFileSync(join(repository, "config", "league.toml"), "utf8"), process.env);
const unit = { id: "u1", code: "QH-CG-01", name: "城关镇第一团支部", kind: "branch" };
const TEMPLATE = "LogDueNotice";

function small() {
  const logs = new Map();
  const balance = { left: 0 };
  const kinds = [{ code: "theme_day", label: "主题团日", fields: [] }];
  const user = {
    id: "p1",
    name: "张三",
    roles: [{ id: "r1", role: "branch_secretary", org_id: "u1", org_code: unit.code, org_name: unit.name }],
  };
  const today = new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
  const months = Array.from({ length: 12 }, (_each, i) => ({
    period: `2026-${String(i + 1).padStart(2, "0")}`,
    activities: i % 2,
  }));
  const last = {
    id: "old",
    org_id: "u1",
    kind: "theme_day",
    title: "上月主题团日",
    started_at: "2026-10-20T12:00:00+08:00",
    ended_at: null,
    place: "",
    expected: 30,
    present: 28,
    content: "",
    details: {},
    photos: [],
    source: "phone",
    state: "accepted",
    return_reason: "",
    revision: 1,
    made_at: null,
    submitted_at: "2026-10-20T12:00:00+08:00",
    changed_at: "2026-10-20T12:00:00+08:00",
  };
  const answer = ({ url, method, data }) => {
    const body = typeof data === "string" ? JSON.parse(data) : null;
    switch (`${method} ${url.pathname.replace("/api/v1/", "")}`) {
      case "POST sessions":
        return { status: 201, body: { token: "t", expires_at: "2027-01-01T00:00:00+08:00", user } };
      case "GET me":
        return { status: 200, body: { user } };
      case "GET client":
        return {
          status: 200,
          body: {
            server_time: new Date().toISOString(),
            county: { code: "QH", name: "清河县" },
            office: { name: "团县委", phone: "" },
            accounts: [{ name: "mp", kind: "mini_program" }],
            version: "1",
          },
        };
      case "GET activity-kinds":
        return { status: 200, body: { kinds } };
      case "GET duties":
        return {
          status: 200,
          body: {
            period: today.slice(0, 7),
            as_of: new Date().toISOString(),
            branches: [
              {
                unit,
                done: logs.size > 0,
                logs: logs.size,
                present: 0,
                due: `${today.slice(0, 8)}28`,
                returned: 0,
                last,
                months,
              },
            ],
            townships: [],
            areas: [],
          },
        };
      case "GET consents":
        return {
          status: 200,
          body: {
            templates: [{ name: "log_due", account, template_id: TEMPLATE, long_term: false, balance: balance.left }],
          },
        };
      case "POST consents":
        return { status: 201, body: { balance: (balance.left += 1), counted: true } };
      case "GET activities":
        return { status: 200, body: { total: 0, activities: [] } };
    }
    const put = method === "PUT" && url.pathname.match(/activities\/([0-9a-f-]+)$/);
    if (!put)
      return {
        status: 404,
        body: { code: "not_found", title: "", detail: "没有找到。", status: 404, request_id: "r" },
      };
    const known = logs.has(put[1]);
    logs.set(put[1], body);
    return { status: known ? 200 : 201, body: { ...last, ...body, id: put[1], state: "submitted" } };
  };
  return { logs, balance, answer };
}

/** The program must not have reported anything. */
const clean = (program) => assert.deepEqual(program.errors, []);

const until = async (what, seconds = 5) => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const found = what();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`waited in vain for ${what}`);
};

test("every page opens without a network and without a session", async () => {
  const app = jsonOf(miniProgram, "app.json");
  const pages = [
    ...app.pages,
    ...(app.subPackages ?? []).flatMap(({ root, pages: own }) => own.map((page) => `${root}/${page}`)),
  ];
  const wechat = new Wechat(small().answer);
  wechat.connected = false;
  const program = new MiniProgram(wechat.wx);
  program.launch();
  for (const path of pages) assert.ok(program.open(path).tree, path);
  await until(() => program.pages.every((page) => page.tree));
  clean(program);
});

test("it signs in by itself and shows what is due", async () => {
  const { answer } = small();
  const wechat = new Wechat(answer);
  const program = new MiniProgram(wechat.wx);
  program.launch();
  const home = program.open("pages/index/index");
  await until(() => home.text.includes(unit.name));
  assert.equal(wechat.logins, 1);
  const signIn = wechat.asked.find(({ url }) => url.endsWith("/api/v1/sessions"));
  assert.deepEqual(JSON.parse(signIn.data), { account, code: "code-1" });
  for (const { url } of wechat.asked) assert.ok(url.startsWith(`${server}/api/v1/`), url);
  clean(program);
});

test("a log that is saved without network is on the phone, and sent once when it is back", async () => {
  const { answer, logs } = small();
  const wechat = new Wechat(answer);
  const program = new MiniProgram(wechat.wx);
  program.launch();
  const { words } = program;
  await until(
    () =>
      [...wechat.storage.keys()].includes("s/kept.consents") ||
      wechat.asked.some(({ url }) => url.includes("activity-kinds")),
  );
  const home = program.open("pages/index/index");
  await until(() => home.text.includes(unit.name));
  const form = program.open("pages/log/index");
  await until(() => form.text.includes("主题团日"));
  wechat.connect(false);
  assert.ok(form.tap(words.log.save), form.text);
  await until(() => [...wechat.storage.keys()].some((key) => key.startsWith("e/task/p1/")));
  assert.equal(logs.size, 0);
  wechat.connect(true);
  await until(() => logs.size === 1);
  await until(() => [...wechat.storage.values()].some((text) => String(text).includes('"state":"sent"')));
  const [log] = logs.values();
  assert.match(log.title, /月主题团日/);
  assert.deepEqual([log.expected, log.present, log.org_id], [30, 28, "u1"]);
  clean(program);
});

test("a camera that WeChat does not open says what to do, and turning back says nothing", async () => {
  const { answer } = small();
  const wechat = new Wechat(answer);
  const program = new MiniProgram(wechat.wx);
  program.launch();
  const form = program.open("pages/log/index");
  await until(() => form.text.includes("主题团日"));
  const said = async (failure, sentence) => {
    wechat.refusal = failure;
    assert.ok(form.tap(program.words.log.addPhoto), form.text);
    await until(() => wechat.refused === failure);
    await until(() => form.text.includes(program.words.log.addPhoto) && form.text.includes(sentence));
  };
  await said({ errMsg: "chooseMedia:fail system permission denied" }, "请在手机设置里允许微信使用");
  await said(
    { errMsg: "chooseMedia:fail api scope is not declared in the privacy agreement", errno: 112 },
    "请告诉团县委",
  );
  await said({ errMsg: "chooseMedia:fail privacy permission is not authorized", errno: 104 }, "没有同意微信的隐私提示");
  await said({ errMsg: "chooseMedia:fail cancel" }, "");
  assert.ok(!form.text.includes("没有同意"), form.text);
  clean(program);
});

test("the next reminder is asked for inside the tap that saves, and the answer is reported", async () => {
  const { answer, balance } = small();
  const wechat = new Wechat(answer);
  const program = new MiniProgram(wechat.wx);
  program.launch();
  // The heads of the last log are filled in: nobody's would be asked about.
  const home = program.open("pages/index/index");
  await until(() => home.text.includes(unit.name));
  const form = program.open("pages/log/index");
  await until(() => form.text.includes("主题团日"));
  await until(() => wechat.storage.has("s/kept.consents"));
  assert.ok(form.tap(program.words.log.save), form.text);
  assert.deepEqual(wechat.consents, [[TEMPLATE]]); // not a tick later: WeChat would refuse
  await until(() => balance.left === 1);
  const report = JSON.parse(
    wechat.asked.find(({ url, method }) => method === "POST" && url.endsWith("/consents")).data,
  );
  assert.match(report.id, /^[0-9a-f-]{14}7/);
  assert.deepEqual([report.template_id, report.accepted], [TEMPLATE, true]);
  clean(program);
});
