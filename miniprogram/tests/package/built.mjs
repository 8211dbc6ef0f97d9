// Where the two builds are, and what is in them.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const project = fileURLToPath(new URL("../../", import.meta.url));
export const repository = join(project, "..");
const builds = process.env.LEAGUE_PHONE_OUT ?? join(repository, "build", "phone");
export const miniProgram = join(builds, "mp-weixin");
export const page = join(builds, "h5");

/** Every file below `folder`, by its path in it. */
export function filesOf(folder, below = folder) {
  return readdirSync(below, { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    return entry.isDirectory() ? filesOf(folder, path) : [relative(folder, path)];
  });
}

export const textOf = (folder, file) => readFileSync(join(folder, file), "utf8");
export const jsonOf = (folder, file) => JSON.parse(textOf(folder, file));
export const bytesOf = (folder, file) => statSync(join(folder, file)).size;
