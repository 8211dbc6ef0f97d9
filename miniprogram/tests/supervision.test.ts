import { describe, expect, it } from "vitest";
import { conditionText, dutyLine, type Condition, type Duty } from "@/pages/health/health";
import { causeText, isSaid, stageText, turn, type Supervision } from "@/pages/supervision/supervision";

const TODAY = "2026-11-26";
const unit = { id: "t1", code: "QH-CG", name: "城关镇", kind: "township" as const };

function supervision(change: Partial<Supervision>): Supervision {
  return {
    id: "s1",
    unit,
    cause: "by_hand",
    basis: null,
    stage: "proposed",
    open: true,
    revision: 1,
    due: null,
    overdue: false,
    opened_at: "2026-11-20T09:00:00+08:00",
    facts: [],
    steps: [],
    ...change,
  };
}

describe("a supervision", () => {
  it("names the figures of the half month that made the rule speak", () => {
    const facts: Supervision["facts"] = [
      { period: "2026-10-H2", figure: "counted", value: 1 },
      { period: "2026-10-H2", figure: "line", value: 4 },
      { period: "2026-11-H1", figure: "counted", value: 3 },
      { period: "2026-11-H1", figure: "line", value: 6 },
    ];
    const text = causeText(supervision({ cause: "under_line", basis: "2026-11-H1", facts }));
    expect(text).toBe("连续几个半月进度落后，已录入 3 个，应达到 6 个");
    expect(causeText(supervision({ cause: "no_report", basis: "2026-11-H1" }))).toBe("11月上半月没有按期报送半月报");
  });

  it("gives the township its word before it is confirmed and after findings, and not between", () => {
    const stages = ["proposed", "confirmed", "visited", "found", "answered", "closed", "dropped"] as const;
    expect(stages.map((stage) => turn(supervision({ stage })))).toEqual([
      "explain",
      null,
      null,
      "answer",
      "answer",
      null,
      null,
    ]);
  });

  it("tells until when an answer is due, and when that is over", () => {
    const found = { stage: "found", due: "2026-11-20" } as const;
    expect(stageText(supervision({ ...found, due: "2026-12-03" }), TODAY)).toContain("请在 12月3日前答复");
    expect(stageText(supervision({ ...found, overdue: true }), TODAY)).toBe("答复期限 11月20日已过，请尽快答复。");
  });

  it("knows words that arrived though their answer was lost", () => {
    const step = (act: "find" | "answer", words: string): Supervision["steps"][number] => {
      const done_at = "2026-11-26T12:00:00+08:00";
      return { revision: 2, act, words, on: null, due: null, visitors: [], done_at, done_by: null };
    };
    expect(isSaid(supervision({ steps: [step("answer", "已补开一次。")] }), " 已补开一次。 ")).toBe(true);
    expect(isSaid(supervision({ steps: [step("answer", "已补开一次。")] }), "另一句")).toBe(false);
    expect(isSaid(supervision({ steps: [step("find", "同样的话")] }), "同样的话")).toBe(false);
  });
});

describe("how a branch stands", () => {
  const say = (condition: Condition) => conditionText(condition, TODAY);

  it("is told with what is there and what is needed", () => {
    expect(say({ condition: "members", finding: "not_met", members: 2, needed: 3 })).toBe("团员 2 人，要有 3 人以上");
    expect(say({ condition: "monthly", finding: "not_met", needed: 2 })).toBe("近 2 个月有的月份没有活动");
    const attendance = { expected: 20, present: 8, needed_percent: 50 };
    expect(say({ condition: "attendance", finding: "not_met", ...attendance })).toBe(
      "最近一次活动应到 20 人，实到 8 人，实到要达到 50%",
    );
    expect(say({ condition: "term", finding: "not_met", last_day: "2026-10-31" })).toBe(
      "本届任期已在 10月31日届满，请按期换届",
    );
  });

  it("says what nobody has recorded", () => {
    expect(say({ condition: "members", finding: "unknown", members: null, needed: 3 })).toContain("还没有登记团员人数");
    expect(say({ condition: "secretary", finding: "unknown", named: false, reachable: false })).toBe("还没有支部书记");
    expect(say({ condition: "attendance", finding: "unknown", expected: null, present: null })).toBe("还没有活动记录");
    expect(say({ condition: "term", finding: "unknown", last_day: null })).toContain("还没有登记任期");
  });

  it("tells a duty by its kind, or as any activity, with its last day", () => {
    const duty: Duty = {
      rule: "r",
      kind: null,
      kind_label: null,
      every: "month",
      from: "2026-11-01",
      due_on: "2026-11-30",
      needed: 1,
      source: "",
      done: 0,
      state: "due",
    };
    expect(dutyLine(duty, TODAY)).toEqual({
      label: "本月活动 1 次",
      note: "已开展 0 次，11月30日前要做够",
      value: "待办",
      alert: true,
    });
    const quarter = dutyLine({ ...duty, kind_label: "团课", every: "quarter", done: 1, state: "done" }, TODAY);
    expect(quarter.label).toBe("本季度团课 1 次");
    expect(quarter.alert).toBe(false);
  });
});
