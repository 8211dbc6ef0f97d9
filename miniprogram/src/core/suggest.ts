// What the form proposes before anybody has typed: a title from kind and month, heads from last time. Lists show the
// branch beside a title, so the title does not repeat it.
import { monthName, monthOf, type Day } from "./beijing";
import { LIMITS, countCharacters } from "./count";
import type { Heads } from "./chat_numbers";

const NUMERALS = ["二", "三", "四", "五", "六", "七", "八", "九"];

/** 11月主题团日; with （二） behind it when this month has one of that name already. */
export function suggestTitle(kindLabel: string, day: Day, taken: readonly string[] = []): string {
  const plain = `${monthName(monthOf(day))}${kindLabel.split("/")[0]!.trim()}`;
  if (countCharacters(plain) > LIMITS.title) return "";
  if (!taken.includes(plain)) return plain;
  const free = NUMERALS.map((numeral) => `${plain}（${numeral}）`).find((title) => !taken.includes(title));
  return free ?? plain;
}

export interface HeadsMemory {
  read(): Record<string, Heads>;
  write(all: Record<string, Heads>): void;
}

const MOST_REMEMBERED = 60;

/** Due and present of last time, by branch and kind. */
export class RememberedHeads {
  constructor(private readonly memory: HeadsMemory) {}

  remember(org: string, kind: string, heads: Heads): void {
    const all = this.memory.read();
    for (const key of [`${org}|${kind}`, `${org}|`]) {
      delete all[key];
      all[key] = { expected: heads.expected, present: heads.present };
    }
    const keys = Object.keys(all);
    for (const key of keys.slice(0, Math.max(0, keys.length - MOST_REMEMBERED))) delete all[key];
    this.memory.write(all);
  }

  /** Of this kind, else of the branch's last log of any kind, else null. */
  recall(org: string, kind: string): Heads | null {
    const all = this.memory.read();
    return all[`${org}|${kind}`] ?? all[`${org}|`] ?? null;
  }
}
