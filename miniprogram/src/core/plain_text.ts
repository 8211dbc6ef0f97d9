// Text as one plain line, like lib/base/text.cpp of the server.

function isEmoji(code: number): boolean {
  return (
    code >= 0x1f000 ||
    (code >= 0x2600 && code <= 0x27bf) ||
    code === 0xfe0f ||
    code === 0x20e3 ||
    (code >= 0xe000 && code <= 0xf8ff)
  );
}

function isGap(code: number): boolean {
  const space = code === 0x20 || code === 0x3000 || code === 0xa0 || code === 0xfeff;
  const control =
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    (code >= 0x200b && code <= 0x200f) ||
    code === 0x2028 ||
    code === 0x2029;
  return space || control;
}

/** Without emoji and control characters, gaps of any length as one space. */
export function plainLine(text: string): string {
  let out = "";
  let gap = false;
  for (const c of text) {
    const code = c.codePointAt(0)!;
    if (isEmoji(code)) continue;
    if (isGap(code)) {
      gap = true;
      continue;
    }
    if (gap && out !== "") out += " ";
    gap = false;
    out += c;
  }
  return out;
}

/** How many bytes the text has in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const c of text) {
    const code = c.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
