import { describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { checkLog, detailsFor, faultOfDetail, type Kind } from "@/core/check_log";
import { LIMITS, countCharacters, shorten } from "@/core/count";
import type { LogDraft } from "@/core/draft";
import {
  contentOf,
  draftOfLog,
  draftOfTask,
  newDraft,
  withDay,
  withKind,
  withLast,
  withPaste,
  withTitle,
  type Surroundings,
} from "@/core/draft_form";
import { readPastedForm } from "@/core/paste";
import { FIELD_NAMES } from "@/core/sentences";
import { RememberedHeads, suggestTitle } from "@/core/suggest";

const NOW = Date.parse("2026-11-25T20:00:00+08:00");
const KINDS: Kind[] = [
  { code: "theme_day", label: "主题团日", fields: [] },
  { code: "visit", label: "送温暖/走访", fields: [] },
  {
    code: "volunteering",
    label: "志愿服务",
    fields: [
      { code: "hours", label: "服务时长", type: "integer", required: true, min: 1, max: 24 },
      { code: "partner", label: "合作单位", type: "text", required: false, max: 5 },
      { code: "outdoor", label: "户外", type: "boolean", required: false },
      { code: "form", label: "形式", type: "choice", required: false, choices: ["线上", "线下"] },
    ],
  },
];

function around(change: Partial<Surroundings> = {}): Surroundings {
  return { now: NOW, kinds: KINDS, heads: () => null, takenTitles: () => [], ...change };
}
const begun = (change: Partial<LogDraft> = {}): LogDraft => ({
  ...withKind(newDraft("id", { id: "branch", name: "一支部" }, around()), "theme_day", around()),
  ...change,
});
/** The same, of people who came. */
const held = (change: Partial<LogDraft> = {}) => begun({ expected: 12, present: 9, ...change });
const faultsOf = (draft: LogDraft, code = draft.kind) =>
  checkLog(
    draft,
    KINDS.find((kind) => kind.code === code),
    NOW,
  ).map((fault) => fault.field);

describe("the suggested title", () => {
  it("is made from month and kind", () => {
    expect(suggestTitle("主题团日", "2026-11-25")).toBe("11月主题团日");
    expect(suggestTitle("送温暖/走访", "2026-01-02")).toBe("1月送温暖");
  });

  it("is told apart from those of this month", () => {
    expect(suggestTitle("团课", "2026-11-25", ["11月团课"])).toBe("11月团课（二）");
    expect(suggestTitle("团课", "2026-11-25", ["11月团课", "11月团课（二）"])).toBe("11月团课（三）");
  });

  it("follows kind and day until somebody has typed another", () => {
    let draft = begun();
    expect(draft.title).toBe("11月主题团日");
    draft = withKind(withDay(draft, "2026-10-31", around()), "volunteering", around());
    expect(draft.title).toBe("10月志愿服务");
    draft = withKind(withTitle(draft, "清河行动"), "theme_day", around());
    expect(draft.title).toBe("清河行动");
    draft = withDay(withTitle(draft, ""), "2026-11-25", around());
    expect(draft.title).toBe("11月主题团日");
  });
});

describe("due and present", () => {
  const memory = () => {
    let all = {};
    return new RememberedHeads({ read: () => ({ ...all }), write: (next) => (all = next) });
  };

  it("are those of last time, of this kind before any other", () => {
    const heads = memory();
    heads.remember("branch", "theme_day", { expected: 30, present: 28 });
    heads.remember("branch", "volunteering", { expected: 12, present: 12 });
    expect(heads.recall("branch", "theme_day")).toEqual({ expected: 30, present: 28 });
    expect(heads.recall("branch", "league_class")).toEqual({ expected: 12, present: 12 });
    expect(heads.recall("another", "theme_day")).toBeNull();
  });

  it("are not remembered without end", () => {
    let all: Record<string, unknown> = {};
    const heads = new RememberedHeads({ read: () => ({ ...all }) as never, write: (next) => (all = next) });
    for (let i = 0; i < 100; i += 1) heads.remember(`branch-${i}`, "theme_day", { expected: i, present: i });
    expect(Object.keys(all).length).toBeLessThanOrEqual(60);
    expect(heads.recall("branch-99", "theme_day")).toEqual({ expected: 99, present: 99 });
  });

  it("change with the kind until somebody has changed them", () => {
    const remembered = around({
      heads: (_org, kind) =>
        kind === "theme_day"
          ? { expected: 30, present: 28 }
          : kind === "volunteering"
            ? { expected: 12, present: 10 }
            : null,
    });
    let draft = withKind(newDraft("id", { id: "b", name: "" }, remembered), "theme_day", remembered);
    expect([draft.expected, draft.present]).toEqual([30, 28]);
    draft = withKind(draft, "volunteering", remembered);
    expect([draft.expected, draft.present]).toEqual([12, 10]);
    draft = withKind({ ...draft, present: 9 }, "theme_day", remembered);
    expect([draft.expected, draft.present]).toEqual([12, 9]);
  });
});

describe("a pasted text", () => {
  it("fills what it says and leaves the rest", () => {
    const form = readPastedForm(
      "活动名称:敬老院服务\n类型:志愿服务\n时间:11月5日下午3点\n应到:30 实到:28\n内容:打扫。",
      "2026-11-25",
      KINDS,
    )!;
    const draft = withPaste(begun({ place: "村部" }), form, around());
    expect(draft).toMatchObject({
      title: "敬老院服务",
      kind: "volunteering",
      day: "2026-11-05",
      minute: 900,
      expected: 30,
      present: 28,
      content: "打扫。",
      place: "村部",
    });
    const again = withPaste(draft, readPastedForm("地点:敬老院\n人数:5", "2026-11-25", KINDS)!, around());
    expect(again).toMatchObject({
      title: "敬老院服务",
      place: "敬老院",
      expected: 5,
      present: 5,
      content: "打扫。",
      day: "2026-11-05",
    });
  });
});

describe("the last log as template", () => {
  const last = {
    id: "x",
    org_id: "branch",
    kind: "volunteering",
    title: "10月志愿服务",
    started_at: "2026-10-20T15:00:00+08:00",
    ended_at: null,
    place: "敬老院",
    expected: 30,
    present: 28,
    content: "打扫卫生",
    details: { hours: 2 },
    photos: ["a".repeat(64)],
    state: "accepted",
    return_reason: "",
    revision: 3,
  };

  it("gives everything but day, title and photos", () => {
    const draft = withLast(begun(), last, around());
    expect(draft).toMatchObject({
      kind: "volunteering",
      place: "敬老院",
      expected: 30,
      present: 28,
      content: "打扫卫生",
      details: { hours: 2 },
      day: "2026-11-25",
      title: "11月志愿服务",
      photos: [],
    });
  });

  it("does not overwrite words that are there", () => {
    expect(withLast(begun({ content: "今天的" }), last, around()).content).toBe("今天的");
  });

  it("opened to be mended gives back what was sent, to the minute", () => {
    const draft = draftOfLog({ ...last, state: "returned", return_reason: "人数不对" }, "一支部");
    expect(draft).toMatchObject({
      mode: "amend",
      baseRevision: 3,
      returnReason: "人数不对",
      photos: [{ name: "", sha256: "a".repeat(64) }],
    });
    expect(contentOf(draft, KINDS[2]!, NOW)).toEqual({
      org_id: "branch",
      kind: "volunteering",
      title: "10月志愿服务",
      started_at: "2026-10-20T15:00:00+08:00",
      ended_at: null,
      place: "敬老院",
      expected: 30,
      present: 28,
      content: "打扫卫生",
      details: { hours: 2 },
    });
  });
});

describe("a refused entry", () => {
  const task = (state: "refused" | "sent") => ({
    id: "log",
    owner: "p",
    label: "",
    unitName: "一支部",
    seq: 1,
    madeAt: NOW,
    notBefore: 0,
    state,
    wait: null,
    tries: 1,
    sentAt: null,
    refusal: null,
    revision: null,
    batch: null,
    job: { kind: "log" as const, content: { ...contentOf(begun(), KINDS[0]!, NOW), title: "" }, madeAt: "x" },
    photos: [
      {
        name: "file",
        sha256: "b".repeat(64),
        bytes: 9,
        state: "waiting" as const,
        tries: 0,
        sentAt: null,
        refusal: null,
      },
    ],
  });

  it("opens as the log that it was, with its photos", () => {
    expect(draftOfTask(task("refused"))).toMatchObject({
      mode: "new",
      activity: "log",
      orgName: "一支部",
      photos: [{ name: "file" }],
    });
  });

  it("opens as an amendment once the server has it", () => {
    expect(draftOfTask(task("sent"))).toMatchObject({ mode: "amend", activity: "log" });
  });
});

describe("what is wrong with a log", () => {
  it("is nothing when it is right", () => {
    expect(faultsOf(held({ expected: 30, present: 28 }))).toEqual([]);
  });

  it("is said all at once, field by field", () => {
    const draft = held({
      kind: "",
      title: " ",
      day: "2026-11-26",
      expected: 3,
      present: 4,
      place: "村".repeat(61),
      content: "字".repeat(5001),
      orgId: "",
    });
    expect(faultsOf(draft)).toEqual(["org_id", "kind", "title", "started_at", "place", "present", "content"]);
  });

  it("counts characters as the server does: an emoji is one", () => {
    expect(countCharacters("团课🎉👍")).toBe(4);
    expect(faultsOf(held({ title: "🎉".repeat(60) }))).toEqual([]);
    expect(faultsOf(held({ title: "🎉".repeat(61) }))).toEqual(["title"]);
    expect(shorten("一二三四五", 3)).toBe("一二…");
  });

  it("is a day too long ago, and the last that is not", () => {
    expect(faultsOf(held({ day: "2025-10-21" }))).toEqual([]);
    expect(faultsOf(held({ day: "2025-10-20" }))).toEqual(["started_at"]);
  });

  it("is that nobody came", () => {
    expect(faultsOf(begun())).toEqual(["present"]);
    expect(faultsOf(held({ present: 0 }))).toEqual(["present"]);
    expect(faultsOf(held({ present: 1 }))).toEqual([]);
  });

  it("is a broken or excessive number", () => {
    expect(faultsOf(held({ expected: 100001, present: 1.5 }))).toEqual(["expected", "present"]);
    expect(faultsOf(held({ expected: -1, present: -1 }))).toEqual(["expected", "present"]);
  });

  it("comes with the kind's own fields", () => {
    const [hours, partner, outdoor, form] = KINDS[2]!.fields;
    expect(faultsOf(held({ kind: "volunteering" }))).toEqual(["details.hours"]);
    expect(faultOfDetail(hours!, undefined)).toBe("服务时长还没有填。");
    expect(faultOfDetail(hours!, 25)).toBe("服务时长应在 1 到 24 之间。");
    expect(faultOfDetail(hours!, "2")).toBe("服务时长应填整数。");
    expect(faultOfDetail(partner!, "一二三四五六")).toBe("合作单位太长了，请写在 5 字以内。");
    expect(faultOfDetail(outdoor!, "yes")).toBe("户外应填“是”或“否”。");
    expect(faultOfDetail(form!, "电话")).toBe("形式请从给出的选项中选一个。");
    expect([
      faultOfDetail(hours!, 24),
      faultOfDetail(partner!, ""),
      faultOfDetail(form!, "线上"),
      faultOfDetail(outdoor!, undefined),
    ]).toEqual(["", "", "", ""]);
  });

  it("is said in the words of the server", () => {
    const problems = readFileSync(new URL("../../templates/problems.toml", import.meta.url), "utf8");
    const said = (key: string) => problems.match(new RegExp(`^${key.replace(/\./g, "\\.")} = "(.*)"$`, "m"))?.[1];
    for (const [field, name] of Object.entries(FIELD_NAMES))
      expect([field, said(`field_name.${field}`)]).toEqual([field, name]);
    const fill = (key: string, values: Record<string, string>) =>
      said(key)!.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => values[name]!);
    const messages = (draft: LogDraft) =>
      checkLog(
        draft,
        KINDS.find((kind) => kind.code === draft.kind),
        NOW,
      ).map((fault) => fault.message);
    expect(messages(held({ title: "" }))).toEqual([fill("field.missing", { name: "活动名称" })]);
    expect(messages(held({ title: "字".repeat(61) }))).toEqual([
      fill("field.too_long", { name: "活动名称", limit: "60" }),
    ]);
    expect(messages(held({ day: "2026-11-26" }))).toEqual([said("field.activity.in_the_future")]);
    expect(messages(held({ day: "2020-01-01" }))).toEqual([fill("field.activity.too_long_ago", { days: "400" })]);
    expect(messages(held({ expected: 1, present: 2 }))).toEqual([
      fill("field.activity.present_over_expected", { present: "2", expected: "1" }),
    ]);
    expect(messages(held({ expected: 200000 }))).toEqual([
      fill("field.out_of_range", { name: "应到人数", min: "0", max: "100000" }),
    ]);
  });

  it("and everything else that the phone says has the marks of Chinese text", () => {
    for (const file of ["words.ts", "core/sentences.ts", "core/queue_words.ts", "core/check_log.ts"]) {
      const text = readFileSync(new URL(`../src/${file}`, import.meta.url), "utf8").replace(
        /^\s*(\/\/|\*|\/\*\*).*$/gm,
        "",
      );
      expect([file, text.match(/[^\n]*(\p{Script=Han}[,;:!?]|[,;:!?]\p{Script=Han})[^\n]*/gu)]).toEqual([file, null]);
    }
  });

  it("is measured by the server's limits", () => {
    const header = readFileSync(new URL("../../lib/domain/activity.hpp", import.meta.url), "utf8");
    const limit = (name: string) => Number(header.match(new RegExp(`\\b${name} = (\\d+);`))?.[1]);
    expect([LIMITS.title, LIMITS.place, LIMITS.content, LIMITS.heads, LIMITS.photos, LIMITS.oldestDays]).toEqual(
      ["title", "place", "content", "heads", "photos", "oldest_days"].map(limit),
    );
    const reasons = readFileSync(new URL("../../lib/app/disclosure_reason.cpp", import.meta.url), "utf8");
    const length = (name: string) => Number(reasons.match(new RegExp(`\\b${name} = (\\d+);`))?.[1]);
    expect([LIMITS.revealShortest, LIMITS.revealLongest]).toEqual(["kShortestReason", "kLongestReason"].map(length));
  });
});

describe("the details that are sent", () => {
  it("are those of the kind, without what was left empty", () => {
    expect(detailsFor(KINDS[2]!, { hours: 2, partner: "", group: "of another kind", outdoor: false })).toEqual({
      hours: 2,
      outdoor: false,
    });
  });
});
