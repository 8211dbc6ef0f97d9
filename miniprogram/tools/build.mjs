// Builds one target: node tools/build.mjs h5 | mp-weixin
// What belongs to the office (app id, server's address) comes from config/league.toml, or from LEAGUE_MP_APPID and
// LEAGUE_SERVER_URL, so that nothing of an office is committed. Output: build/phone/<target> of the repository.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { office } from "./office.mjs";

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const repository = dirname(here);
const target = process.argv[2];
if (target !== "h5" && target !== "mp-weixin") {
  console.error("usage: node tools/build.mjs h5|mp-weixin");
  process.exit(2);
}

const config = process.env.LEAGUE_CONFIG ?? join(repository, "config", "league.toml");
const { appid, account, server } = office(readFileSync(config, "utf8"), process.env);
const wanted = join(process.env.LEAGUE_PHONE_OUT ?? join(repository, "build", "phone"), target);
// Built beside and put in place at the end: a server that runs meanwhile never serves half of it.
const output = `${wanted}.new`;

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const uni = join(here, "node_modules", "@dcloudio", "vite-plugin-uni", "bin", "uni.js");
const built = spawnSync(process.execPath, target === "h5" ? [uni, "build"] : [uni, "build", "-p", target], {
  cwd: here,
  encoding: "utf8",
  env: {
    ...process.env,
    NODE_ENV: "production",
    UNI_OUTPUT_DIR: output,
    VITE_SERVER: target === "h5" ? "" : server,
    VITE_MP_ACCOUNT: account,
  },
});
if (built.status !== 0) {
  process.stderr.write(`${built.stdout}\n${built.stderr}\n`);
  process.exit(built.status ?? 1);
}
if (target === "h5") {
  writeServiceWorker(output);
  compress(output);
} else nameTheApp(output);
rmSync(wanted, { recursive: true, force: true });
renameSync(output, wanted);
console.log(`phone: ${target} built into ${wanted}`);

/** sw.js with the names of what it keeps: the page, its scripts and its styles. */
function writeServiceWorker(folder) {
  const assets = readdirSync(join(folder, "assets")).filter((name) => /\.(js|css)$/.test(name));
  const files = ["/m/", ...assets.sort().map((name) => `/m/assets/${name}`)];
  const worker = readFileSync(join(here, "tools", "service_worker.js"), "utf8");
  const fingerprint = createHash("sha256")
    .update(readFileSync(join(folder, "index.html")))
    .update(worker);
  files.forEach((file) => fingerprint.update(file));
  const text = worker
    .replace("__FINGERPRINT__", fingerprint.digest("hex").slice(0, 16))
    .replace('["__FILES__"]', JSON.stringify(files));
  writeFileSync(join(folder, "sw.js"), text);
}

/** A .br and a .gz beside each text file. */
function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) compress(path);
    else if (/\.(html|js|css|svg|json|txt)$/.test(entry.name)) {
      const text = readFileSync(path);
      writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }));
      writeFileSync(
        `${path}.br`,
        brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }),
      );
    }
  }
}

function nameTheApp(folder) {
  const path = join(folder, "project.config.json");
  if (!existsSync(path)) throw new Error(`${path} was not written`);
  const project = JSON.parse(readFileSync(path, "utf8"));
  project.appid = appid;
  project.projectname = "league-desk";
  writeFileSync(path, `${JSON.stringify(project, null, 2)}\n`);
}
