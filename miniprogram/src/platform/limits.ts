// Pictures are made small on the phone: a weak signal carries 400 KB, and the stored picture has no longer edge either.
export const PICTURE = {
  edge: 1600,
  targetBytes: 400 * 1024,
  /** Tried in this order until the picture is small enough; the last is taken as it is. */
  steps: [
    { edge: 1600, quality: 0.82 },
    { edge: 1600, quality: 0.7 },
    { edge: 1600, quality: 0.58 },
    { edge: 1280, quality: 0.6 },
    { edge: 1024, quality: 0.55 },
  ],
} as const;

/** Pictures that wait on the phone, all together. A mini program's files may have 200 MB; a phone rarely has. */
export const PHOTOS_BUDGET_BYTES = 40 * 1024 * 1024;
