// The built page: how much a phone fetches before it shows something, and that it asks nobody but our server.
import assert from "node:assert/strict";
import test from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bytesOf, filesOf, page, project, textOf } from "./built.mjs";

const files = filesOf(page);
const index = textOf(page, "index.html");
const fetched = (text) => [...text.matchAll(/(?:src|href)="\/m\/([^"]+\.(?:js|css))"/g)].map((found) => found[1]);

/** A script and every script that it imports at once. */
function withImports(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = textOf(page, file);
  for (const found of text.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g))
    withImports(`assets/${found[1]}`, seen);
  return seen;
}

test("the first load is under 150 KB packed", () => {
  const needed = new Set(["index.html"]);
  const named = fetched(index);
  assert.ok(named.some((file) => file.endsWith(".js")) && named.some((file) => file.endsWith(".css")));
  for (const file of named) {
    if (file.endsWith(".js")) withImports(file).forEach((each) => needed.add(each));
    else needed.add(file);
  }
  const packed = (ending) => [...needed].reduce((sum, file) => sum + bytesOf(page, file + ending), 0);
  const bytes = packed(".gz");
  console.log(`first load: ${needed.size} files, ${bytes} bytes packed by gzip, ${packed(".br")} by brotli`);
  assert.ok(bytes < 150 * 1000, `${bytes} bytes`);
});

test("no script is left for later: every page opens once the first one has", () => {
  const loaded = new Set(fetched(index).flatMap((file) => (file.endsWith(".js") ? [...withImports(file)] : [file])));
  const left = files.filter((file) => /^assets\/.*\.(js|css)$/.test(file) && !loaded.has(file));
  assert.deepEqual(left, []);
});

test("a .gz and a .br lie beside each text file and say the same", () => {
  const texts = files.filter((file) => /\.(html|js|css|svg)$/.test(file));
  assert.ok(texts.length >= 4);
  for (const file of texts) {
    const text = readFileSync(join(page, file));
    assert.deepEqual(gunzipSync(readFileSync(join(page, `${file}.gz`))), text, file);
    assert.deepEqual(brotliDecompressSync(readFileSync(join(page, `${file}.br`))), text, file);
  }
});

test("what is kept for the time without a network is the page and all its scripts and styles", () => {
  const worker = textOf(page, "sw.js");
  const kept = JSON.parse(worker.match(/^const FILES = (.*);$/m)[1]);
  const assets = files.filter((file) => /^assets\/.*\.(js|css)$/.test(file)).map((file) => `/m/${file}`);
  assert.deepEqual(kept, ["/m/", ...assets.sort()]);
  assert.match(worker, /^const KEPT = "league-page-[0-9a-f]{16}";$/m);
});

test("no script stands in the page itself, as the content security policy demands", () => {
  assert.equal([...index.matchAll(/<script\b(?![^>]*\bsrc=)/g)].length, 0);
  assert.equal([...index.matchAll(/\son[a-z]+=/g)].length, 0);
});

test("the page says that it is opening before any script runs, and nothing that only a script can keep", () => {
  const shown = index.slice(index.indexOf("<body>"));
  assert.match(shown, /<div id="app">[^]*正在打开[^]*<\/div>/);
  assert.equal([...shown.matchAll(/<(button|a|input|form)\b/g)].length, 0);
});

test("no outside address is in it", () => {
  const harmless = /^https?:\/\/(www\.w3\.org|vuejs\.org\/error-reference|mp\.weixin\.qq\.com)/;
  for (const file of files.filter((each) => /\.(html|js|css|svg)$/.test(each))) {
    for (const address of textOf(page, file).match(/https?:\/\/[a-z0-9][^"'`\s)\\]*/gi) ?? []) {
      assert.match(address, harmless, file);
    }
  }
});

test("the lock file names no registry", () => {
  const lock = readFileSync(join(project, "package-lock.json"), "utf8");
  assert.ok(!lock.includes('"resolved"'));
  assert.ok(lock.includes('"integrity"'));
});
