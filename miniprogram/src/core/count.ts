// The limits of what people write, as the server has them, counted as the server counts: by characters, not by the
// units of a JavaScript string.
export const LIMITS = {
  title: 60,
  place: 60,
  content: 5000,
  heads: 100000,
  photos: 3,
  oldestDays: 400,
  reason: 200,
  feedback: 1000,
  contact: 60,
  revealShortest: 2,
  revealLongest: 60,
} as const;

export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** At most `limit` characters, the last of them … when something was cut. */
export function shorten(text: string, limit: number): string {
  return countCharacters(text) <= limit
    ? text
    : `${Array.from(text)
        .slice(0, limit - 1)
        .join("")}…`;
}
