// One sender among all tabs of a browser: by the Web Locks API, and where the page is not served securely, by a lease in
// localStorage. The lease can be lost in a race; then two send, and the server takes the second for a repeat.
import { settings } from "./h5_storage";

const LEASE_MS = 100000;
const ASK_AGAIN_MS = 1500;
const me = Math.random().toString(36).slice(2);

export function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (navigator.locks) return navigator.locks.request(`league.${name}`, work) as Promise<T>;
  return byLease(`lease.${name}`, work);
}

async function byLease<T>(key: string, work: () => Promise<T>): Promise<T> {
  while (!take(key)) await pause(ASK_AGAIN_MS);
  const prolong = setInterval(() => take(key), LEASE_MS / 4);
  try {
    return await work();
  } finally {
    clearInterval(prolong);
    if (holder(key) === me) settings.remove(key);
  }
}

function holder(key: string): string | null {
  const [who = "", until = "0"] = (settings.get(key) ?? "").split("|");
  return Number(until) > Date.now() ? who : null;
}

function take(key: string): boolean {
  const who = holder(key);
  if (who !== null && who !== me) return false;
  try {
    settings.set(key, `${me}|${Date.now() + LEASE_MS}`);
  } catch {
    return true; // no storage, no other tab that could see it
  }
  return holder(key) === me;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
