import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  dateText,
  dayName,
  dayOf,
  daysBefore,
  halfMonthOf,
  isDay,
  lastDayOf,
  minuteOf,
  monthOf,
  periodName,
  startOf,
  toRfc3339,
  weekdayOf,
  whenText,
} from "@/core/beijing";
import { ServerClock } from "@/core/server_clock";
import { uuidV7 } from "@/core/uuid";
import { random } from "./support/edge";

const at = (text: string) => Date.parse(text);

describe("Beijing time", () => {
  it("begins its day at sixteen o'clock UTC, in whatever zone the phone is", () => {
    expect(dayOf(at("2026-11-24T15:59:59Z"))).toBe("2026-11-24");
    expect(dayOf(at("2026-11-24T16:00:00Z"))).toBe("2026-11-25");
    expect(minuteOf(at("2026-11-24T16:01:00Z"))).toBe(1);
  });

  it("counts days and months over their ends", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
    expect(daysBefore("2026-11-23", "2026-12-01")).toBe(8);
    expect([addMonths("2026-11", 2), addMonths("2026-01", -1), addMonths("2026-11", -12)]).toEqual([
      "2027-01",
      "2025-12",
      "2025-11",
    ]);
    expect([lastDayOf("2026-02"), lastDayOf("2028-02"), lastDayOf("2026-11")]).toEqual([
      "2026-02-28",
      "2028-02-29",
      "2026-11-30",
    ]);
    expect([weekdayOf("2026-11-23"), weekdayOf("2026-11-22")]).toEqual([1, 7]);
  });

  it("halves the month after the 15th", () => {
    expect([halfMonthOf("2026-11-15"), halfMonthOf("2026-11-16")]).toEqual(["2026-11-H1", "2026-11-H2"]);
    expect([periodName("2026-11"), periodName("2026-11-H1"), periodName("2026-01-H2")]).toEqual([
      "11月",
      "11月上半月",
      "1月下半月",
    ]);
    expect(monthOf("2026-11-16")).toBe("2026-11");
  });

  it("knows which days there are", () => {
    expect(["2026-02-29", "2028-02-29", "2026-13-01", "2026-1-1", ""].map(isDay)).toEqual([
      false,
      true,
      false,
      false,
      false,
    ]);
  });

  it("is said as people say it", () => {
    const today = "2026-11-25";
    expect(
      ["2026-11-25", "2026-11-24", "2026-11-23", "2026-11-22", "2025-11-22"].map((day) => dayName(day, today)),
    ).toEqual(["今天", "昨天", "前天", "11月22日", "2025年11月22日"]);
    expect(dateText("2026-11-03", today)).toBe("11月3日");
    const now = at("2026-11-25T20:31:00+08:00");
    expect(whenText(now - 60000, now)).toBe("20:30");
    expect(whenText("2026-11-24T08:05:00+08:00", now)).toBe("昨天 08:05");
    expect(whenText("2026-10-01T08:05:00+08:00", now)).toBe("10月1日");
    expect(whenText("nonsense", now)).toBe("");
  });

  it("lets what is logged in the morning not begin at noon", () => {
    const morning = at("2026-11-25T09:10:00+08:00");
    expect(startOf("2026-11-25", null, morning)).toBe("2026-11-25T09:10:00+08:00");
    expect(startOf("2026-11-24", null, morning)).toBe("2026-11-24T12:00:00+08:00");
    expect(startOf("2026-11-25", null, at("2026-11-25T20:10:00+08:00"))).toBe("2026-11-25T12:00:00+08:00");
    expect(startOf("2026-11-24", 19 * 60 + 30, morning)).toBe("2026-11-24T19:30:00+08:00");
    expect(toRfc3339(at("2026-11-25T00:00:00Z"))).toBe("2026-11-25T08:00:00+08:00");
  });
});

describe("the server's clock", () => {
  const day = 24 * 3600 * 1000;
  const truth = at("2026-11-25T20:00:00+08:00");

  it("is a day ahead of a phone that is a day behind, after one answer and after a restart", () => {
    let kept: number | null = null;
    const memory = { read: () => kept, write: (offset: number) => (kept = offset) };
    const phone = () => truth - day;
    const clock = new ServerClock(phone, memory);
    expect(dayOf(clock.now())).toBe("2026-11-24");
    clock.learn(new Date(truth).toUTCString());
    expect(dayOf(clock.now())).toBe("2026-11-25");
    expect(dayOf(new ServerClock(phone, memory).now())).toBe("2026-11-25");
  });

  it("does not tremble with the network's seconds, nor with what is no time", () => {
    let writes = 0;
    const clock = new ServerClock(() => truth, { read: () => null, write: () => (writes += 1) });
    clock.learn(new Date(truth - 1000).toUTCString());
    clock.learn("gestern");
    clock.learn(undefined);
    expect([clock.now(), writes]).toEqual([truth, 0]);
  });

  it("follows when the phone is set right", () => {
    let phone = truth - day;
    const clock = new ServerClock(() => phone, { read: () => null, write: () => undefined });
    clock.learn(new Date(truth).toUTCString());
    phone = truth;
    clock.learn(new Date(truth).toUTCString());
    expect(clock.now()).toBe(truth);
  });
});

describe("an id", () => {
  it("is a UUIDv7 of its time", () => {
    const id = uuidV7(at("2026-11-25T12:00:00Z"), random);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replace(/-/g, "").slice(0, 12), 16)).toBe(at("2026-11-25T12:00:00Z"));
  });

  it("sorts by time and is made once", () => {
    const ids = Array.from({ length: 1000 }, (_each, i) => uuidV7(1_800_000_000_000 + i, random));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(Array.from({ length: 5000 }, () => uuidV7(1_800_000_000_000, random))).size).toBe(5000);
  });
});
