// Days and times of day as people write them: 今天, 前天晚上7点半, 11月3日, 3号, 11.3, 上周三, 2026-11-03. The same
// reading as lib/domain/chat_date.cpp of the server.
import { addDays, addMonths, daysBefore, isDay, monthOf, weekdayOf, type Day } from "./beijing";
import {
  characters,
  isNumeral,
  isOneOf,
  isSpace,
  numberAt,
  startsWith,
  type Characters,
  type ChatNumber,
} from "./chat_text";

export type DateFault = "nothing_found" | "no_such_day" | "in_the_future";
export type DateAnswer = { day: Day } | { fault: DateFault };

const LONGEST = 400;
/** Days that 29 February without a year may lie back. */
const OLDEST_GUESS = 400;

/** Longer words before those they begin with or contain. */
const DAY_WORDS: readonly (readonly [string, number])[] = [
  ["大前天", -3],
  ["大后天", 3],
  ["前天", -2],
  ["前日", -2],
  ["前晚", -2],
  ["昨天", -1],
  ["昨日", -1],
  ["昨晚", -1],
  ["昨早", -1],
  ["昨儿", -1],
  ["昨", -1],
  ["今天", 0],
  ["今日", 0],
  ["今早", 0],
  ["今晚", 0],
  ["今晨", 0],
  ["今儿", 0],
  ["刚才", 0],
  ["刚刚", 0],
  ["明天", 1],
  ["明日", 1],
  ["明晚", 1],
  ["明早", 1],
  ["后天", 2],
];

const padded = (value: number, width: number) => String(value).padStart(width, "0");

function existing(year: number, month: number, day: number): Day | null {
  if (year < 2000 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const text = `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
  return isDay(text) ? text : null;
}

/** One try to read a day at one place of the text; null when no day begins there. */
class DayReader {
  private readonly year: number;

  constructor(
    private readonly text: Characters,
    private readonly today: Day,
  ) {
    this.year = Number(today.slice(0, 4));
  }

  namedDay(at: number): DateAnswer | null {
    const found = DAY_WORDS.find(([word]) => startsWith(this.text, at, word));
    return found ? this.notFuture(addDays(this.today, found[1])) : null;
  }

  /** 周三, 星期三, 上周三, 上上星期天, 本周三, 下周三. */
  weekday(begin: number): DateAnswer | null {
    let at = begin;
    let weeks = 0;
    while (weeks < 4 && this.text[at] === "上") {
      weeks += 1;
      at += 1;
    }
    const nextWeek = weeks === 0 && this.text[at] === "下";
    const thisWeek = weeks === 0 && isOneOf("本这", this.text[at]);
    if (nextWeek || thisWeek) at += 1;
    if (at !== begin && this.text[at] === "个") at += 1;
    const word = this.weekWordAt(at);
    if (word === 0) return null;
    at += word;
    const name = this.text[at] === "天" ? "日" : asNumeral(this.text[at]);
    const day = name === undefined ? -1 : "一二三四五六日".indexOf(name);
    if (day < 0 || isOneOf("次个回年边期天", this.text[at + 1])) return null;
    if (nextWeek) return { fault: "in_the_future" };
    let away = day - (weekdayOf(this.today) - 1) - 7 * weeks;
    if (weeks === 0 && !thisWeek && away > 0) away -= 7; // 周三 alone is the newest one
    return this.notFuture(addDays(this.today, away));
  }

  /** Everything with 年, 月, 日, 号 and full dates in digits. */
  writtenDate(at: number): DateAnswer | null {
    const year = this.yearWord(at);
    if (year) return this.afterYear(year.year, year.next);
    const month = this.monthWord(at);
    if (month) return this.dayIn(month.back, month.next);
    const number = this.firstNumber(at);
    if (!number) return null;
    const { value } = number;
    const next = this.skipSpaces(at + number.length);
    if (number.ascii && number.length === 8) {
      const year8 = Math.floor(value / 10000);
      return year8 >= 2000 ? this.full(year8, Math.floor(value / 100) % 100, value % 100) : null;
    }
    if (this.text[next] === "年") return this.afterYear(value < 100 ? 2000 + value : value, next + 1);
    if (number.ascii && number.length === 4 && isOneOf("-./", this.text[next])) return this.afterYear(value, next + 1);
    if (this.text[next] === "月") return this.monthAndDay(value, next + 1);
    if (isOneOf("日号", this.text[next]) && !isOneOf("楼门线院馆室厅店桌机", this.text[next + 1]))
      return this.newestDay(value);
    return null;
  }

  /** 11.3, 11-3, 11/3: only where no clearer date stands. */
  bareMonthAndDay(at: number): DateAnswer | null {
    const month = this.firstNumber(at);
    if (!month || !month.ascii || month.length > 2 || !isOneOf("-./", this.text[at + month.length])) return null;
    const second = at + month.length + 1;
    const day = numberAt(this.text, second);
    if (!day || !day.ascii || day.length > 2) return null;
    if (isOneOf("点时人个名月年分小岁元万公千米斤亩%倍级届期次条:./", this.text[second + day.length])) return null;
    if (month.value < 1 || month.value > 12 || day.value < 1 || day.value > 31) return null;
    return this.nearestDate(month.value, day.value);
  }

  /** The place after whatever could belong to the day that begins at `at`: where to look on after a fault. */
  endOfDate(at: number): number {
    let end = at + 1;
    while (isNumeral(this.text[end]) || isOneOf("年月日号天周星期礼拜个.-/ ", this.text[end])) end += 1;
    return end;
  }

  private weekWordAt(at: number): number {
    if (this.text[at] === "周") return 1;
    return startsWith(this.text, at, "星期") || startsWith(this.text, at, "礼拜") ? 2 : 0;
  }

  private skipSpaces(from: number): number {
    let at = from;
    while (isSpace(this.text[at])) at += 1;
    return at;
  }

  /** A number that is not the tail of another one, of a time or of 第. */
  private firstNumber(at: number): ChatNumber | null {
    const before = this.text[at - 1];
    return isNumeral(before) || isOneOf(".:-/第", before) ? null : numberAt(this.text, at);
  }

  private yearWord(at: number): { year: number; next: number } | null {
    const words: readonly (readonly [string, number])[] = [
      ["今年", 0],
      ["本年", 0],
      ["去年", -1],
      ["前年", -2],
    ];
    const found = words.find(([word]) => startsWith(this.text, at, word));
    return found ? { year: this.year + found[1], next: at + 2 } : null;
  }

  /** 本月, 这个月, 上个月: how many months back and the place after the word. */
  private monthWord(at: number): { back: number; next: number } | null {
    const last = this.text[at] === "上";
    if (!last && !isOneOf("本这", this.text[at])) return null;
    const month = at + (this.text[at + 1] === "个" ? 2 : 1);
    return this.text[month] === "月" ? { back: last ? 1 : 0, next: month + 1 } : null;
  }

  private dayIn(back: number, from: number): DateAnswer | null {
    const day = numberAt(this.text, this.skipSpaces(from));
    if (!day) return null;
    const month = addMonths(monthOf(this.today), -back);
    return this.full(Number(month.slice(0, 4)), Number(month.slice(5)), day.value);
  }

  private afterYear(year: number, from: number): DateAnswer | null {
    let at = this.skipSpaces(from);
    const month = numberAt(this.text, at);
    if (!month) return null;
    at = this.skipSpaces(at + month.length);
    if (!isOneOf("月-./", this.text[at])) return null;
    const day = numberAt(this.text, this.skipSpaces(at + 1));
    return day ? this.full(year, month.value, day.value) : null;
  }

  private monthAndDay(month: number, from: number): DateAnswer | null {
    const at = this.skipSpaces(this.text[from] === "份" ? from + 1 : from);
    const day = numberAt(this.text, at);
    // 11月3人 or 11月20多人 names no day.
    if (!day || isOneOf("人名个多余次场点时:", this.text[at + day.length])) return null;
    return this.nearestDate(month, day.value);
  }

  private notFuture(day: Day): DateAnswer {
    return day > this.today ? { fault: "in_the_future" } : { day };
  }

  private full(year: number, month: number, day: number): DateAnswer {
    const date = existing(year, month, day);
    return date ? this.notFuture(date) : { fault: "no_such_day" };
  }

  private nearestDate(month: number, day: number): DateAnswer {
    const now = existing(this.year, month, day);
    if (now && now <= this.today) return { day: now };
    const before = existing(this.year - 1, month, day);
    const ago = before ? daysBefore(before, this.today) : Infinity;
    if (!now) return before && ago <= OLDEST_GUESS ? { day: before } : { fault: "no_such_day" };
    return before && ago < daysBefore(this.today, now) ? { day: before } : { fault: "in_the_future" };
  }

  private newestDay(day: number): DateAnswer {
    for (let back = 0; back < 3; back += 1) {
      const month = addMonths(monthOf(this.today), -back);
      const date = existing(Number(month.slice(0, 4)), Number(month.slice(5)), day);
      if (date && date <= this.today) return { day: date };
    }
    return { fault: "no_such_day" };
  }
}

function asNumeral(c: string | undefined): string | undefined {
  return c !== undefined && c >= "1" && c <= "7" ? "一二三四五六日"[Number(c) - 1] : c;
}

/**
 * The day that is meant, never after `today`. A day without month is the newest such day. A month and day without year is
 * this year's; where that has not come, last year's if it is the nearer one (12月30日 in January), else a day in the
 * future (12月3日 in November).
 */
export function parseChatDate(text: string, today: Day): DateAnswer {
  const all = characters(text, LONGEST);
  const reader = new DayReader(all, today);
  let firstFault: DateFault | null = null;
  for (let at = 0; at < all.length; at += 1) {
    const read = reader.writtenDate(at) ?? reader.namedDay(at) ?? reader.weekday(at);
    if (!read) continue;
    if ("day" in read) return read;
    firstFault ??= read.fault;
    at = reader.endOfDate(at) - 1;
  }
  if (firstFault) return { fault: firstFault };
  for (let at = 0; at < all.length; at += 1) {
    const read = reader.bareMonthAndDay(at);
    if (read && "day" in read) return read;
    if (read) firstFault ??= read.fault;
  }
  return { fault: firstFault ?? "nothing_found" };
}

/** Minutes since midnight once the part of the day is known; null when there is no such time. */
function minuteOfDay(said: number, minute: number, before: string): number | null {
  let hour = said;
  if (hour > 24 || minute > 59) return null;
  if (/下午|晚|傍晚|夜/.test(before) && hour < 12) hour += 12;
  if (before.includes("中午") && hour >= 1 && hour <= 3) hour += 12;
  if (before.includes("凌晨") && hour === 12) hour = 0;
  return hour === 24 ? null : hour * 60 + minute;
}

/** Minutes since midnight of 19:30, 晚上7点半, 下午三点, 20时15分; null when no time of day is named. */
export function parseChatMinute(text: string): number | null {
  const words = characters(text, LONGEST);
  for (let at = 0; at < words.length; at += 1) {
    if (at > 0 && (isNumeral(words[at - 1]) || words[at - 1] === ":")) continue;
    const hour = numberAt(words, at);
    if (!hour || at + hour.length >= words.length) continue;
    const before = words.slice(Math.max(0, at - 3), at).join("");
    const mark = at + hour.length;
    const minute = numberAt(words, mark + 1);
    let read: number | null = null;
    if (words[mark] === ":") {
      if (!hour.ascii || !minute || minute.length !== 2) continue;
      read = minuteOfDay(hour.value, minute.value, before);
    } else if (words[mark] === "点" || words[mark] === "时") {
      let past = minute ? minute.value : 0;
      if (startsWith(words, mark + 1, "半")) past = 30;
      if (minute && startsWith(words, mark + 1 + minute.length, "刻")) past = minute.value * 15;
      read = minuteOfDay(hour.value, past, before);
    }
    if (read !== null) return read;
  }
  return null;
}
