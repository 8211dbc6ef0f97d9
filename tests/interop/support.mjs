// What both scripts need before anything else: the packages, or a plain word that they are missing.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const folder = fileURLToPath(new URL('.', import.meta.url));

if (!existsSync(`${folder}node_modules`)) {
  console.error(`The packages are missing: run "npm ci" in ${folder}`);
  process.exit(1);
}

/** A picture that passes for a PNG: one white pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
);
