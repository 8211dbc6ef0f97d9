// Due and present heads out of what people write: 应到30人,实到28人; 28/30; 三十人都到了. The same reading as
// lib/domain/chat_numbers.cpp of the server.
import { characters, isIdeograph, isOneOf, isSpace, numberAt, type Characters } from "./chat_text";

export interface Heads {
  expected: number;
  present: number;
}

const LONGEST = 400;
const MOST_HEADS = 100000;
const MOST_NUMBERS = 16;

type Meaning = "none" | "due" | "present" | "absent";

/** Which label ends last decides, the longer one where two end together: 应参加 is not 参加, 未到 not 到. */
const LABELS: readonly (readonly [string, Meaning])[] = [
  ...["应到", "应参加", "应参会", "应出席", "应", "应有", "总人数", "总共", "共有", "在册", "全体"].map(
    (word) => [word, "due"] as const,
  ),
  ...[
    "实到",
    "实参加",
    "实际参加",
    "实际",
    "实际到",
    "参加",
    "参会",
    "参与",
    "出席",
    "到会",
    "到场",
    "来了",
    "到了",
    "到",
    "实",
  ].map((word) => [word, "present"] as const),
  ...["请假", "事假", "病假", "缺席", "缺勤", "缺", "未到", "没到", "没来", "未参加"].map(
    (word) => [word, "absent"] as const,
  ),
];

interface Found {
  value: number;
  meaning: Meaning;
}

function lastLabel(segment: string): { meaning: Meaning; end: number } {
  let best: { meaning: Meaning; end: number } = { meaning: "none", end: 0 };
  let bestLength = 0;
  for (const [word, meaning] of LABELS) {
    const at = segment.lastIndexOf(word);
    if (at < 0) continue;
    const end = at + word.length;
    if (best.meaning === "none" || end > best.end || (end === best.end && word.length > bestLength)) {
      best = { meaning, end };
      bestLength = word.length;
    }
  }
  return best;
}

const isBreak = (c: string) => isOneOf(",;、/|。\n", c) || isSpace(c);

/** Emoji would shift places between characters and string units; they mean nothing here. */
const plain = (text: Characters) => text.map((c) => (c.length > 1 ? "\ufffd" : c)).join("");

function findNumbers(text: Characters): Found[] {
  const found: Found[] = [];
  let segmentBegin = 0;
  for (let at = 0; at < text.length; ) {
    const number = numberAt(text, at);
    if (!number) {
      at += 1;
      continue;
    }
    const end = at + number.length;
    // 90%, 3月, 2小时 count no heads; neither does a lone numeral inside words: 一起, 第一.
    const other = isOneOf("%年月日号点时小岁元次期届", text[end]);
    const inWords = !number.ascii && isIdeograph(text[end]) && !isOneOf("人名个位应实到全都请缺", text[end]);
    if (other || inWords || (at > 0 && text[at - 1] === "第")) {
      segmentBegin = at = end;
      continue;
    }
    const segment = plain(text.slice(segmentBegin, at));
    const label = lastLabel(segment);
    const last = found[found.length - 1];
    const belongsBefore =
      label.meaning !== "none" && last?.meaning === "none" && Array.from(segment.slice(label.end)).some(isBreak);
    if (belongsBefore && last) last.meaning = label.meaning;
    found.push({ value: number.value, meaning: belongsBefore ? "none" : label.meaning });
    if (found.length === MOST_NUMBERS) break;
    segmentBegin = at = end;
  }
  const last = found[found.length - 1];
  if (!last || last.meaning !== "none") return found;
  // 30人应到,28人实到: where labels follow their numbers, the last one stands behind the last number. Alone, 到 says
  // nothing (30人都到了), but 请假 does.
  const behind = lastLabel(plain(text.slice(segmentBegin))).meaning;
  if (found.some((each) => each.meaning !== "none") || (behind === "absent" && found.length > 1)) last.meaning = behind;
  return found;
}

function inRange(expected: number, present: number): Heads | null {
  const fits = (value: number) => value >= 0 && value <= MOST_HEADS;
  return fits(expected) && fits(present) ? { expected, present } : null;
}

/** Null when the words hold no such numbers, too many, or numbers out of range. */
export function parseHeads(text: string): Heads | null {
  const found = findNumbers(characters(text, LONGEST));
  const first = (meaning: Meaning) => found.find((each) => each.meaning === meaning)?.value ?? null;
  const absent = first("absent") ?? 0;
  const bare = found.filter((each) => each.meaning === "none").map((each) => each.value);
  let due = first("due");
  let present = first("present");
  if (due !== null && present !== null) return inRange(due, present);
  if (due === null && present === null && bare.length === 2) return inRange(Math.max(...bare), Math.min(...bare));
  if (bare.length > 1) return null;
  if (bare.length === 1) {
    if (due !== null) present = bare[0]!;
    else due = bare[0]!;
  }
  if (due === null && present === null) return null;
  due ??= present! + absent;
  present ??= due - absent;
  return inRange(due, present);
}
