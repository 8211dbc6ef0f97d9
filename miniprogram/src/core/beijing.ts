// Days, months and half months in Beijing time, whatever zone and clock the phone has. Days are texts like
// "2026-11-23", so they compare and travel as they are; instants are milliseconds since the epoch.

export type Day = string;
/** "2026-11" */
export type Month = string;

const OFFSET_MS = 8 * 3600 * 1000;
const DAY_MS = 24 * 3600 * 1000;
const NOON = 12 * 60;

const two = (value: number) => String(value).padStart(2, "0");

/** The same instant as a UTC date whose fields are Beijing's. */
const shifted = (instant: number) => new Date(instant + OFFSET_MS);

export function dayOf(instant: number): Day {
  return shifted(instant).toISOString().slice(0, 10);
}

export function minuteOf(instant: number): number {
  const date = shifted(instant);
  return date.getUTCHours() * 60 + date.getUTCMinutes();
}

const utc = (day: Day) => Date.UTC(yearOf(day), monthNumber(day) - 1, Number(day.slice(8, 10)));
const yearOf = (text: Day | Month) => Number(text.slice(0, 4));
const monthNumber = (text: Day | Month) => Number(text.slice(5, 7));

export function addDays(day: Day, count: number): Day {
  return new Date(utc(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** How many days `day` lies before `other`; negative when after it. */
export function daysBefore(day: Day, other: Day): number {
  return Math.round((utc(other) - utc(day)) / DAY_MS);
}

/** Whether such a day exists: 2026-02-30 does not. */
export function isDay(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(utc(text)) &&
    new Date(utc(text)).toISOString().slice(0, 10) === text
  );
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

export function addMonths(month: Month, count: number): Month {
  const total = yearOf(month) * 12 + monthNumber(month) - 1 + count;
  return `${Math.floor(total / 12)}-${two((total % 12) + 1)}`;
}

export function lastDayOf(month: Month): Day {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}

/** "2026-11-H1" for the 1st to 15th, "-H2" for the rest. */
export function halfMonthOf(day: Day): string {
  return `${monthOf(day)}-H${Number(day.slice(8, 10)) <= 15 ? 1 : 2}`;
}

/** 1 Monday ... 7 Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(utc(day)).getUTCDay() || 7;
}

// --- as people read them ------------------------------------------------------------------------------------

/** 11月3日, with the year when it is not this one. */
export function dateText(day: Day, today: Day): string {
  const short = `${monthNumber(day)}月${Number(day.slice(8, 10))}日`;
  return yearOf(day) === yearOf(today) ? short : `${yearOf(day)}年${short}`;
}

/** 今天, 昨天, 前天, else the date. */
export function dayName(day: Day, today: Day): string {
  const names: Record<number, string> = { 0: "今天", 1: "昨天", 2: "前天" };
  return names[daysBefore(day, today)] ?? dateText(day, today);
}

export function monthName(month: Month): string {
  return `${monthNumber(month)}月`;
}

/** 本月, else 11月: what was true of another month is not said of this one. */
export function monthLabel(month: Month, today: Day): string {
  return month === monthOf(today) ? "本月" : monthName(month);
}

/** 11月, 11月上半月, 11月下半月. */
export function periodName(period: string): string {
  const half = period.slice(8);
  return monthName(period) + (half === "H1" ? "上半月" : half === "H2" ? "下半月" : "");
}

/** 20:31 */
export function timeText(instant: number): string {
  const minute = minuteOf(instant);
  return minuteText(minute);
}

export function minuteText(minute: number): string {
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** When something happened: 20:31 for today, 昨天 20:31, else the date. */
export function whenText(at: number | string, now: number): string {
  const instant = typeof at === "string" ? Date.parse(at) : at;
  if (Number.isNaN(instant)) return "";
  const day = dayOf(instant);
  const today = dayOf(now);
  const away = daysBefore(day, today);
  if (away === 0) return timeText(instant);
  return away > 0 && away < 3 ? `${dayName(day, today)} ${timeText(instant)}` : dateText(day, today);
}

// --- as the API takes them ----------------------------------------------------------------------------------

/** RFC 3339 with +08:00, to the second. */
export function toRfc3339(instant: number): string {
  return `${shifted(instant).toISOString().slice(0, 19)}+08:00`;
}

/**
 * When an activity of `day` began. Without a time of day noon, but not later than now: what is logged at ten in the
 * morning did not begin at noon. The chat counts alike.
 */
export function startOf(day: Day, minute: number | null, now: number): string {
  const earliest = day === dayOf(now) ? Math.min(NOON, minuteOf(now)) : NOON;
  return toRfc3339(utc(day) - OFFSET_MS + (minute ?? earliest) * 60000);
}
