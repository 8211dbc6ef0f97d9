import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FORM_LABELS } from "@/core/form_labels";
import { KIND_WORDS } from "@/core/kind_words";
import { guessKind, readPastedForm, type NamedKind, type PastedForm } from "@/core/paste";

const repository = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, repository), "utf8");

interface Shared {
  today: string;
  kinds: NamedKind[];
  cases: { name: string; today?: string; text: string; form: PastedForm | null }[];
}
const shared = JSON.parse(read("tests/domain/pasted_forms.json")) as Shared;

describe("a text from a chat group", () => {
  it.each(shared.cases.map((each) => [each.name, each] as const))("is read as on the server: %s", (_name, each) => {
    expect(readPastedForm(each.text, each.today ?? shared.today, shared.kinds)).toEqual(each.form);
  });

  it("is read in bounded time, however hostile", () => {
    // What takes for ever is ended by the runner.
    for (const text of ["时间:".repeat(100000), `记录${":".repeat(1 << 20)}`, `主题:${"【".repeat(100000)}内容:`]) {
      expect(readPastedForm(text, shared.today, shared.kinds)?.date ?? null).toBeNull();
    }
  });
});

describe("the tables of both readers", () => {
  it("hold the same words for kinds", () => {
    const server = [...read("lib/domain/kind_words.cpp").matchAll(/\{"([^"]+)", "([a-z_]+)"\}/g)];
    expect(server.length).toBeGreaterThan(50);
    expect(KIND_WORDS).toEqual(server.map((found) => [found[1], found[2]]));
  });

  it("hold the same labels", () => {
    const server = [...read("lib/domain/pasted_form.cpp").matchAll(/\{U"([^"]+)",\s*Part::([a-z]+)\}/g)];
    expect(server.length).toBeGreaterThan(50);
    const flat = Object.entries(FORM_LABELS).flatMap(([part, words]) => words.map((word) => `${word} ${part}`));
    expect(flat.sort()).toEqual(server.map((found) => `${found[1]} ${found[2]}`).sort());
  });
});

describe("the kind", () => {
  it("is guessed by the longest known word", () => {
    expect(guessKind("主题团日暨推优", shared.kinds)).toBe("theme_day");
    expect(guessKind("篮球友谊赛", shared.kinds)).toBe("culture_sport");
    expect(guessKind("秋游", shared.kinds)).toBeNull();
  });

  it("is never one that is not in use", () => {
    expect(guessKind("宣誓", shared.kinds)).toBeNull();
  });
});
