// The built mini program as a package: its shape, its size, and what WeChat's own compilers say about it.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import test from "node:test";
import { office } from "../../tools/office.mjs";
import { bytesOf, filesOf, jsonOf, miniProgram, project, repository, textOf } from "./built.mjs";

const { wxmlToJs, wxssToJs } = createRequire(join(project, "package.json"))("miniprogram-compiler");
globalThis.window ??= {}; // what compiled templates look for
const app = jsonOf(miniProgram, "app.json");
const files = filesOf(miniProgram);
const roots = (app.subPackages ?? []).map(({ root }) => `${root}/`);
const pages = [
  ...app.pages,
  ...(app.subPackages ?? []).flatMap(({ root, pages: own }) => own.map((page) => `${root}/${page}`)),
];
const sum = (list) => list.reduce((total, file) => total + bytesOf(miniProgram, file), 0);

test("every page has its four files, and every component that it names is there", () => {
  assert.ok(pages.length >= 14, `only ${pages.length} pages`);
  const seen = new Set();
  const check = (path) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const end of [".js", ".json", ".wxml"]) assert.ok(files.includes(path + end), `${path}${end} is missing`);
    for (const used of Object.values(jsonOf(miniProgram, `${path}.json`).usingComponents ?? {})) {
      check(used.startsWith("/") ? used.slice(1) : normalize(join(dirname(path), used)));
    }
  };
  pages.forEach(check);
});

test("the main package is under 300 KB, and all of it far from WeChat's 20 MB", () => {
  const main = files.filter((file) => !roots.some((root) => file.startsWith(root)));
  const report = `main ${sum(main)}, all ${sum(files)} bytes`;
  console.log(report);
  assert.ok(sum(main) < 300 * 1000, report);
  assert.ok(sum(files) < 2 * 1000 * 1000, report);
});

test("WeChat's compilers take every template and every style", () => {
  const templates = new Function(wxmlToJs(miniProgram))();
  for (const file of files.filter((each) => each.endsWith(".wxml")))
    assert.equal(typeof templates(file), "function", file);
  const styles = wxssToJs(miniProgram);
  const sheets = files.filter((each) => each.endsWith(".wxss"));
  assert.ok(sheets.length > 1);
  for (const file of sheets) assert.ok(styles.includes(file), file);
});

test("the compilers do refuse what is wrong", () => {
  const folder = mkdtempSync(join(tmpdir(), "league-wxml-"));
  const refuses = (name, text, compile) => {
    writeFileSync(join(folder, name), text);
    assert.throws(() => compile(folder), name);
    rmSync(join(folder, name));
  };
  try {
    refuses("open.wxml", "<view><text>{{a}}</view>", wxmlToJs);
    refuses("braces.wxml", "<view>{{a +}}</view>", wxmlToJs);
    refuses("rule.wxss", ".a { color: red", wxssToJs);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("it carries the office's app id and server, and no other address", () => {
  const { appid, server } = office(readFileSync(join(repository, "config", "league.toml"), "utf8"), process.env);
  assert.equal(jsonOf(miniProgram, "project.config.json").appid, appid);
  const known = [server, "https://mp.weixin.qq.com", "https://vuejs.org"];
  for (const file of files.filter((each) => each.endsWith(".js"))) {
    for (const address of textOf(miniProgram, file).match(/https?:\/\/[^"'`\s)]+/g) ?? []) {
      assert.ok(
        known.some((each) => address.startsWith(each)),
        `${file} names ${address}`,
      );
    }
  }
});

test("nothing of the browser's half is in it, and nothing that the rules forbid", () => {
  for (const file of files.filter((each) => each.endsWith(".js"))) {
    const text = textOf(miniProgram, file);
    for (const word of ["indexedDB", "localStorage.", "getLocation", "chooseLocation", "startLocationUpdate"]) {
      if (file === "common/vendor.js" && word.includes("ocation")) continue; // uni-app's list of all interfaces
      assert.ok(!text.includes(word), `${file} has ${word}`);
    }
  }
  assert.equal(app.permission, undefined);
  assert.equal(app.requiredPrivateInfos, undefined);
});
