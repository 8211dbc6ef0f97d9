import { beforeEach, describe, expect, it, vi } from "vitest";
import type { HttpAnswer, HttpAsk } from "@/platform/platform";
import { groupsOf, halvesBefore, noDraft, standing, type Order, type Report } from "@/pages/report/sheet";
import { OLD_BASE, PERIOD, ReportServer, UNIT, problem, someReport } from "./support/reports";
import { StubPlatform } from "./support/stub_platform";

const user = {
  id: "li",
  name: "李书记",
  roles: [{ id: "g", role: "township_secretary", org_id: UNIT, org_code: "QH-CG", org_name: "城关镇" }],
};

let stub: StubPlatform;
let server: ReportServer;

/** The page's desk, as it is opened on a phone that is signed in. */
async function openDesk() {
  vi.resetModules();
  vi.doMock("@/platform", () => ({ platform: stub.platform }));
  const { openDesk: open } = await import("@/pages/report/desk");
  const desk = open(UNIT, PERIOD);
  await desk.load();
  return desk;
}

/** What others send meanwhile. */
const order = (change: Partial<Order>): Order => ({
  base_revision: 0,
  nothing_new: false,
  corrections: [],
  words: "",
  why: "",
  ...change,
});

/** The server does it, and its answer is lost on the way. */
async function loseAnswer(ask: HttpAsk): Promise<HttpAnswer> {
  const { NoAnswer } = await import("@/platform/platform");
  const answer = server.answer(ask);
  if (ask.method === "PUT") throw new NoAnswer();
  return answer;
}

beforeEach(() => {
  stub = new StubPlatform();
  server = new ReportServer();
  stub.answer = server.answer;
  stub.keep("session", { session: { token: "t", user, owner: "li" }, lastOwner: "li", signedOut: false });
});

describe("a half-month report", () => {
  it("is confirmed as it was written beforehand", async () => {
    const desk = await openDesk();
    expect(desk.report?.report.revision).toBe(0);
    expect(await desk.send(false)).toBe("sent");
    expect(server.orders).toEqual([order({})]);
    expect(desk.report?.state).toBe("sent");
    expect(desk.report?.report.revision).toBe(1);
  });

  it("says that nothing is new in one order", async () => {
    const desk = await openDesk();
    expect(await desk.send(true)).toBe("sent");
    expect(server.orders).toEqual([order({ nothing_new: true })]);
  });

  it("carries a corrected figure with its reason, and the words", async () => {
    const desk = await openDesk();
    desk.correct("claimed_new", { value: 2, reason: "昨日已在系统录入" });
    desk.write("words", " 下半月计划再成立两个。 ");
    await desk.send(false);
    expect(server.orders[0]).toEqual(
      order({
        corrections: [{ figure: "claimed_new", value: 2, reason: "昨日已在系统录入" }],
        words: "下半月计划再成立两个。",
      }),
    );
  });

  it("is not sent twice when the answer to the first sending was lost", async () => {
    const desk = await openDesk();
    stub.answer = loseAnswer;
    expect(await desk.send(false)).toBe("not_sent");
    expect(desk.state.faults[0]).toContain("不会重复报送");
    stub.answer = server.answer;
    expect(await desk.send(false)).toBe("sent");
    expect(server.orders.length).toBe(1);
    expect(desk.report?.report.revision).toBe(1);
  });

  it("tells that a lost sending arrived when something else is sent after it", async () => {
    const desk = await openDesk();
    stub.answer = loseAnswer;
    await desk.send(false);
    stub.answer = server.answer;
    desk.write("words", "想起来一句");
    expect(await desk.send(false)).toBe("not_sent");
    expect(desk.state.faults).toEqual(["刚才那次已经送到。要再改，请写明原因。"]);
    expect(desk.state.mending).toBe(true);
    desk.write("why", "补一句");
    expect(await desk.send(false)).toBe("sent");
    expect(server.orders[1]).toEqual(order({ base_revision: 1, words: "想起来一句", why: "补一句" }));
  });

  it("shows what somebody else sent first, and undoes none of it", async () => {
    const desk = await openDesk();
    desk.correct("activities", { value: 9, reason: "记录还没有录全" });
    server.take(order({ corrections: [{ figure: "claimed_new", value: 2, reason: "已录入" }], words: "别人写的" }));
    expect(await desk.send(false)).toBe("not_sent");
    expect(desk.state.faults[0]).toBe(OLD_BASE);
    expect(desk.state.mending).toBe(true);
    desk.write("why", "活动次数也要改");
    expect(await desk.send(false)).toBe("sent");
    expect(server.orders[1]).toEqual(
      order({
        base_revision: 1,
        corrections: [
          { figure: "claimed_new", value: 2, reason: "已录入" },
          { figure: "activities", value: 9, reason: "记录还没有录全" },
        ],
        words: "别人写的",
        why: "活动次数也要改",
      }),
    );
  });

  it("needs no second sending when somebody else sent the same", async () => {
    const desk = await openDesk();
    server.take(order({ nothing_new: true }));
    await desk.send(false);
    expect(desk.state.faults).toEqual([OLD_BASE]);
    expect(desk.state.mending).toBe(false);
    expect(desk.report?.report.nothing_new).toBe(true);
  });

  it("is not changed after it was sent without a reason", async () => {
    const desk = await openDesk();
    await desk.send(false);
    desk.startMending();
    desk.correct("activities", { value: 9, reason: "漏了两次" });
    expect(await desk.send(false)).toBe("not_sent");
    expect(desk.state.whyMissing).toBe(true);
    expect(server.orders.length).toBe(1);
    desk.write("why", "漏了两次活动");
    expect(await desk.send(false)).toBe("sent");
    expect(desk.state.mending).toBe(false);
  });

  it("keeps what was written and not sent, also when the page is opened again", async () => {
    const first = await openDesk();
    first.correct("activities", { value: 9, reason: "漏了两次" });
    first.write("words", "写了一半");
    const second = await openDesk();
    expect(second.draft.words).toBe("写了一半");
    await second.send(false);
    expect(server.orders[0]?.corrections?.[0]?.value).toBe(9);
    expect((await openDesk()).draft).toEqual(noDraft());
  });

  it("does not show the draft of one person to another", async () => {
    const first = await openDesk();
    first.write("words", "写了一半");
    stub.keep("session", { session: { token: "t", user, owner: "wang" }, lastOwner: "wang", signedOut: false });
    expect((await openDesk()).draft.words).toBeNull();
  });

  it("tells why the server refuses it, field by field", async () => {
    const desk = await openDesk();
    const refusal = "本期新增 2 个，不能报“无新增”，请回复“确认半月报”。";
    stub.answer = (ask) =>
      ask.method === "PUT"
        ? problem(422, "invalid_input", "有内容没填对。", [{ field: "nothing_new", message: refusal }])
        : server.answer(ask);
    expect(await desk.send(true)).toBe("not_sent");
    expect(desk.state.faults).toEqual([refusal]);
  });
});

describe("where a report stands", () => {
  const at = (today: string, change: Partial<Report>) => standing(someReport(change), today);

  it("is told with the day that counts next", () => {
    expect(at("2026-11-28", {}).text).toContain("请在 11月30日前报送");
    expect(at("2026-12-01", { state: "overdue" }).text).toBe("应在 11月30日前报送，12月2日前补报不算逾期。");
    expect(at("2026-12-03", { state: "overdue" }).text).toContain("12月10日以后就不能报了");
    expect(at("2026-12-11", { state: "missing" }).text).toContain("请团县委另行开放");
  });

  it("counts the day to which the county opened it again", () => {
    const exception = { open_until: "2026-12-20", reason: "停电" };
    expect(at("2026-12-15", { state: "overdue", exception }).text).toContain("12月20日以后就不能报了");
  });

  it("leaves out what nobody knows", () => {
    const report = someReport();
    report.report.figures.forEach((line) => {
      if (line.figure === "target") Object.assign(line, { live: null, value: null });
    });
    const shown = groupsOf(report, noDraft()).flatMap(({ lines }) => lines.map((line) => line.figure));
    expect(shown).toEqual(["counted_new", "new_this_period", "founded_new", "claimed_new", "activities"]);
  });

  it("goes back over months and years", () => {
    expect(halvesBefore("2027-01-H2", 3)).toEqual(["2027-01-H1", "2026-12-H2", "2026-12-H1"]);
  });
});
