// A log that was written in a chat group, split into the fields of the form: labelled lines in any order, with emoji,
// missing parts and either kind of colon. The same reading as lib/domain/pasted_form.cpp of the server, so that a
// text means the same in the chat and here; tests/domain/pasted_forms.json holds both to it.
import type { Day } from "./beijing";
import { parseChatDate, parseChatMinute } from "./chat_date";
import { shorten } from "./count";
import { parseHeads, type Heads } from "./chat_numbers";
import {
  characters,
  charactersAsWritten,
  isDigit,
  isIdeograph,
  isNumeral,
  isOneOf,
  isSpace,
  startsWith,
  type Characters,
} from "./chat_text";
import { FORM_LABELS, type Part } from "./form_labels";
import { KIND_WORDS } from "./kind_words";
import { plainLine, utf8Length } from "./plain_text";

export type FormField = "kind" | "date" | "title" | "heads" | "place" | "content";

export interface PastedForm {
  /** Code of a kind, from its label or guessed from title and content. */
  kind: string | null;
  date: Day | null;
  /** Of the day, when the text names one. */
  minute: number | null;
  title: string | null;
  heads: Heads | null;
  place: string;
  content: string;
  /** Of kind, date, title, heads: not in the text. */
  missing: FormField[];
  /** Of these: labelled, but the words after the label say nothing we know. */
  unreadable: FormField[];
}

export interface NamedKind {
  code: string;
  label: string;
}

const LONGEST = 6000;
const MOST_LABELS = 40;
const LABELS = (Object.keys(FORM_LABELS) as Part[]).flatMap((part) =>
  FORM_LABELS[part].map((word) => ({ word, part })),
);

function isEmoji(c: string): boolean {
  const code = c.codePointAt(0)!;
  return code >= 0x1f000 || (code >= 0x2190 && code <= 0x2bff) || code === 0xfe0f || code === 0x20e3 || code === 0x200d;
}

/** What decorates the ends of a value: spaces, list marks, brackets, emoji. */
const isOrnament = (c: string) => isSpace(c) || isEmoji(c) || isOneOf(":：;；,，。、·•*#-—|[]【】◆●★", c);

function strip(text: Characters): string {
  let begin = 0;
  let end = text.length;
  while (begin < end && isOrnament(text[begin]!)) begin += 1;
  while (begin < end && isOrnament(text[end - 1]!) && text[end - 1] !== "。") end -= 1;
  return text.slice(begin, end).join("");
}

interface Mark {
  part: Part;
  word: string;
  /** Of the label with its bracket. */
  begin: number;
  /** After its colon. */
  valueBegin: number;
}

/** Finds the labels. `text` is in half width; places are the same as in the text as written. */
class LabelFinder {
  constructor(private readonly text: Characters) {}

  find(): Mark[] {
    const marks: Mark[] = [];
    for (let at = 0; at < this.text.length && marks.length < MOST_LABELS; ) {
      const mark = this.isBoundary(at) ? this.markAt(at) : null;
      if (mark) marks.push(mark);
      at = mark ? mark.valueBegin : at + 1;
    }
    return marks;
  }

  /** Labels inside words (本次活动的时间) are words; after 记录 and a head count one may follow at once. */
  private isBoundary(at: number): boolean {
    const before = this.text[at - 1];
    if (before === undefined || !isIdeograph(before)) return before === undefined || !/[a-zA-Z]/.test(before);
    return (
      (at === 2 && startsWith(this.text, 0, "记录")) ||
      (isOneOf("人名", before) && at >= 2 && isNumeral(this.text[at - 2]))
    );
  }

  /** The place before a number that counts the lines of the form (4、地点), so that it is part of no value. */
  private beforeNumbering(at: number): number {
    let begin = at;
    while (begin > 0 && isOneOf(" 、.)", this.text[begin - 1])) begin -= 1;
    const digitsEnd = begin;
    while (begin > 0 && isDigit(this.text[begin - 1])) begin -= 1;
    const line = begin === 0 || isOneOf("\n;。 ", this.text[begin - 1]);
    return begin < digitsEnd && digitsEnd < at && line ? begin : at;
  }

  private markAt(at: number): Mark | null {
    let best: { word: string; part: Part } | null = null;
    for (const label of LABELS) {
      if ((!best || label.word.length > best.word.length) && startsWith(this.text, at, label.word)) best = label;
    }
    if (!best) return null;
    const bracket = isOneOf("【[", this.text[at - 1]);
    let end = at + best.word.length;
    const closed = bracket && isOneOf("】]", this.text[end]);
    if (closed) end += 1;
    let after = end;
    while (this.text[after] === " ") after += 1;
    const lineBegin = at === 0 || this.text[at - 1] === "\n";
    const begin = this.beforeNumbering(bracket ? at - 1 : at);
    if (this.text[after] === ":") return { ...best, begin, valueBegin: after + 1 };
    if (closed || (lineBegin && after > end)) return { ...best, begin, valueBegin: end };
    if (best.part === "heads" && isNumeral(this.text[after])) return { ...best, begin, valueBegin: end };
    return null;
  }
}

/** The parts of a form, put together as its labels come. */
class FormReader {
  private readonly said: Partial<Record<Part, string>> = {};
  private readonly content: string[] = [];
  private headsWords = "";
  private firstLine = "";
  private sawLabel = false;

  constructor(
    private readonly written: Characters,
    private readonly half: Characters,
    private readonly today: Day,
    private readonly kinds: readonly NamedKind[],
  ) {}

  read(): PastedForm | null {
    const marks = new LabelFinder(this.half).find();
    let begin = 0;
    while (begin < this.half.length && isOrnament(this.half[begin]!)) begin += 1;
    const announced = startsWith(this.half, begin, "记录") && !startsWith(this.half, begin, "记录人");
    if (announced) begin += 2;
    const parts = new Set(marks.map((mark) => mark.part));
    parts.delete("other");
    const first = marks[0];
    if (!first || parts.size < (announced ? 1 : 2)) return null;
    this.takeLoose(begin, first.begin);
    marks.forEach((mark, i) => this.take(mark, marks[i + 1]?.begin ?? this.written.length));
    return this.finish();
  }

  private lineEnd(from: number, end: number, breaks: string): number {
    for (let at = from; at < end; at += 1) if (isOneOf(breaks, this.half[at])) return at;
    return end;
  }

  private take(mark: Mark, end: number): void {
    const { part } = mark;
    const valueEnd = part === "content" ? end : this.lineEnd(mark.valueBegin, end, "\n;");
    const value = strip(this.written.slice(mark.valueBegin, valueEnd));
    if (valueEnd < end) this.takeLoose(valueEnd, end);
    if (part === "heads") this.headsWords += `${mark.word}${value}\n`;
    else if (part === "content") this.addContent(value);
    else if (part !== "other" && value !== "") this.said[part] ??= value;
  }

  private addContent(value: string): void {
    if (value !== "") this.content.push(value);
  }

  /** Lines without a label: the first before all labels may be the title, others are content. */
  private takeLoose(begin: number, end: number): void {
    for (let at = begin; at < end; ) {
      const line = this.lineEnd(at, end, "\n");
      const value = strip(this.written.slice(at, line));
      if (value !== "" && this.firstLine === "" && !this.sawLabel) this.firstLine = value;
      else this.addContent(value);
      at = line + 1;
    }
    this.sawLabel = true;
  }

  private finish(): PastedForm {
    const form: PastedForm = {
      kind: null,
      date: null,
      minute: null,
      title: null,
      heads: null,
      place: this.said.place ?? "",
      content: "",
      missing: [],
      unreadable: [],
    };
    const { title, theme } = this.said;
    if (title && theme && theme !== title) this.content.unshift(theme);
    const chosen = title ?? theme ?? this.firstLine;
    const heading = (title ?? theme) && this.firstLine !== chosen ? this.firstLine : "";
    form.title = plainLine(chosen) || null;
    form.content = this.content.join("\n");
    this.finishDate(form);
    this.finishHeads(form);
    this.finishKind(form, heading);
    if (!form.title) form.missing.push("title");
    return form;
  }

  private finishDate(form: PastedForm): void {
    const words = this.said.date;
    if (!words) {
      form.missing.push("date");
      return;
    }
    const read = parseChatDate(words, this.today);
    form.minute = parseChatMinute(words);
    if ("day" in read) form.date = read.day;
    else form.unreadable.push("date");
  }

  private finishHeads(form: PastedForm): void {
    if (this.headsWords === "") {
      form.missing.push("heads");
      return;
    }
    form.heads = parseHeads(this.headsWords);
    if (!form.heads) form.unreadable.push("heads");
  }

  private finishKind(form: PastedForm, heading: string): void {
    const start = shorten(form.content, 200);
    for (const words of [this.said.kind ?? "", form.title ?? "", heading, start]) {
      form.kind = guessKind(words, this.kinds);
      if (form.kind) return;
    }
    (this.said.kind ? form.unreadable : form.missing).push("kind");
  }
}

/** Null when the text is no form: fewer than two known labels (one is enough after a leading 记录). */
export function readPastedForm(text: string, today: Day, kinds: readonly NamedKind[]): PastedForm | null {
  return new FormReader(charactersAsWritten(text, LONGEST), characters(text, LONGEST), today, kinds).read();
}

/** The code of the kind whose label, or a usual other word for it, stands in the text; the longest such word wins. */
export function guessKind(text: string, kinds: readonly NamedKind[]): string | null {
  const inUse = new Set(kinds.map((kind) => kind.code));
  const offers = [
    ...kinds.map((kind) => [kind.label, kind.code] as const),
    ...KIND_WORDS.filter(([, code]) => inUse.has(code)),
  ];
  let best: string | null = null;
  let bestLength = 0;
  for (const [word, code] of offers) {
    const length = utf8Length(word);
    if (length > bestLength && text.includes(word)) {
      best = code;
      bestLength = length;
    }
  }
  return best;
}
