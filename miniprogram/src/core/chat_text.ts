// The characters of what people type, and numbers among them. The same reading as lib/domain/chat_text.cpp of the
// server; tests/domain/pasted_forms.json holds both to it.

const MOST = 999999999;
const DIGITS = "零一二三四五六七八九";

export interface ChatNumber {
  value: number;
  length: number;
  ascii: boolean;
}

export type Characters = readonly string[];

/** At most `limit` characters, as they were typed. */
export function charactersAsWritten(text: string, limit: number): string[] {
  return Array.from(text.slice(0, limit * 2)).slice(0, limit);
}

/** The same in half width, character by character. */
export function characters(text: string, limit: number): string[] {
  return charactersAsWritten(text, limit).map((c) => {
    const code = c.codePointAt(0)!;
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
    return code === 0x3000 ? " " : c;
  });
}

export const isDigit = (c: string | undefined) => c !== undefined && c >= "0" && c <= "9";
export const isIdeograph = (c: string | undefined) => c !== undefined && c >= "\u3400" && c <= "\u9fff";
export const isSpace = (c: string | undefined) => c !== undefined && /^[ \t\n\v\f\r\u00a0\u3000]$/.test(c);
export const isNumeral = (c: string | undefined) => isDigit(c) || isChineseNumeral(c);
export const isOneOf = (set: string, c: string | undefined) => c !== undefined && c !== "" && set.includes(c);

export function startsWith(text: Characters, at: number, word: string): boolean {
  let place = at;
  for (const c of word) {
    if (text[place] !== c) return false;
    place += 1;
  }
  return true;
}

function numeralDigit(c: string | undefined): number | null {
  if (c === "〇" || c === "○") return 0;
  if (c === "两") return 2;
  const place = c === undefined ? -1 : DIGITS.indexOf(c);
  return place < 0 ? null : place;
}

const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 10000 };
const TENS: Record<string, number> = { 廿: 20, 卅: 30 };

function isChineseNumeral(c: string | undefined): boolean {
  return c !== undefined && (numeralDigit(c) !== null || c in UNITS || c in TENS);
}

/** 一百二十三, 十五, 廿三; 一百二 is 120 as people say it. */
function readWithUnits(run: Characters): number {
  let total = 0;
  let digit = 0;
  let lastUnit = 1;
  let haveDigit = false;
  let afterZero = false;
  for (const c of run) {
    const asDigit = numeralDigit(c);
    if (asDigit !== null) {
      digit = asDigit;
      haveDigit = asDigit !== 0;
      afterZero = asDigit === 0;
    } else if (c in TENS) {
      total += TENS[c]!;
      lastUnit = 10;
    } else {
      const unit = UNITS[c]!;
      total = unit === 10000 ? (total + digit) * unit : total + (haveDigit ? digit : 1) * unit;
      digit = 0;
      haveDigit = false;
      afterZero = false;
      lastUnit = unit;
    }
    if (total > MOST) return MOST;
  }
  const shortForm = haveDigit && !afterZero && lastUnit >= 100 && (run[run.length - 2] ?? "") in UNITS;
  return Math.min(MOST, total + (shortForm ? Math.floor((digit * lastUnit) / 10) : digit));
}

/** The number that begins at `at`; null when none does. */
export function numberAt(text: Characters, at: number): ChatNumber | null {
  let end = at;
  if (isDigit(text[at])) {
    let value = 0;
    for (; isDigit(text[end]); end += 1) value = Math.min(MOST, value * 10 + Number(text[end]));
    return { value, length: end - at, ascii: true };
  }
  while (isChineseNumeral(text[end])) end += 1;
  if (end === at) return null;
  const run = text.slice(at, end);
  const withUnits = run.some((c) => c in UNITS || c in TENS);
  const value = withUnits
    ? readWithUnits(run)
    : run.reduce((sum, c) => Math.min(MOST, sum * 10 + (numeralDigit(c) ?? 0)), 0);
  return { value, length: run.length, ascii: false };
}
