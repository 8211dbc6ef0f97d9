// Kinds of activity and their fields, as the server defines them.
import type { Kind } from "@/core/check_log";
import { createResource, type Resource } from "./resource";
import { api, remember, remembered } from "./wiring";

const HOUR_MS = 3600 * 1000;
const MOST_REMEMBERED = 12;

const resource = createResource<Kind[]>({
  key: "kinds",
  personal: false,
  freshMs: HOUR_MS,
  async fetch() {
    const result = await api.get("/api/v1/activity-kinds");
    return result.ok ? { ...result, body: result.body.kinds as Kind[] } : result;
  },
});

interface Kinds extends Resource<Kind[]> {
  byCode(code: string): Kind | undefined;
  /** All of them, those used lately first. */
  lately(): Kind[];
  used(code: string): void;
}

export const kinds: Kinds = Object.assign(resource, {
  byCode: (code: string) => resource.value?.find((kind) => kind.code === code),
  lately(): Kind[] {
    const used = remembered<string[]>("kinds.used", []);
    const rank = (kind: Kind) => (used.includes(kind.code) ? used.indexOf(kind.code) : used.length);
    return [...(resource.value ?? [])].sort((a, b) => rank(a) - rank(b));
  },
  used(code: string): void {
    const used = remembered<string[]>("kinds.used", []).filter((each) => each !== code);
    remember("kinds.used", [code, ...used].slice(0, MOST_REMEMBERED));
  },
});
