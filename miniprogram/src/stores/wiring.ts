// The parts built once, in the order in which they need one another: clock, session, calls.
import { Api } from "@/api/client";
import { Caller } from "@/core/caller";
import { ServerClock } from "@/core/server_clock";
import { SessionKeeper, type Session, type SignInAnswer, type User } from "@/core/session";
import { uuidV7 } from "@/core/uuid";
import { platform } from "@/platform";
import { NoRoom, type LoginOutcome } from "@/platform/platform";

/** What is remembered under `key`; `fallback` when nothing is, or it cannot be read. */
export function remembered<T>(key: string, fallback: T): T {
  try {
    const text = platform.settings.get(key);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

/** Remembers it where there is room; nothing that counts is kept only here. */
export function remember(key: string, value: unknown): void {
  try {
    platform.settings.set(key, JSON.stringify(value));
  } catch (error) {
    if (!(error instanceof NoRoom)) throw error;
  }
}

export const clock = new ServerClock(() => Date.now(), {
  read: () => remembered<number | null>("clock", null),
  write: (offset) => remember("clock", offset),
});

export const newId = () => uuidV7(clock.now(), platform.randomBytes);

/** Run before the page may leave, and when the program goes out of sight: whatever is unsaved is written down. */
const flushers: (() => Promise<void>)[] = [];
export function beforeLeaving(flush: () => Promise<void>): void {
  flushers.push(flush);
}
export async function flushAll(): Promise<void> {
  await Promise.all(flushers.map((flush) => flush().catch(() => undefined)));
}

const changeListeners = new Set<() => void>();
/** Returns how to stop. */
export function onSessionChange(tell: () => void): () => void {
  changeListeners.add(tell);
  return () => changeListeners.delete(tell);
}

interface KeptSession {
  session: Session | null;
  lastOwner: string | null;
  signedOut: boolean;
}

/** The official account that the page signs in with: the first one that the server names. */
export const officialAccount = { name: remembered<string>("account", "") };

async function accountName(): Promise<string | LoginOutcome> {
  if (platform.name !== "h5" || officialAccount.name) return officialAccount.name;
  const client = await api.get("/api/v1/client", { open: true });
  if (!client.ok) return { kind: "unavailable", reason: client.problem.sentence };
  const found = client.body.accounts.find((account) => account.kind === "official_account");
  officialAccount.name = found?.name ?? "";
  if (officialAccount.name) remember("account", officialAccount.name);
  return officialAccount.name;
}

async function signIn(account: string, code: string): Promise<SignInAnswer> {
  const result = await api.post("/api/v1/sessions", { open: true, body: { account, code } });
  return result.ok ? { ok: true, token: result.body.token, user: result.body.user as User | null } : result;
}

export const keeper: SessionKeeper = new SessionKeeper({
  memory: {
    read: () => remembered<KeptSession>("session", { session: null, lastOwner: null, signedOut: false }),
    write: (value) => remember("session", value),
  },
  newKey: newId,
  canSignInSilently: () => platform.canSignInSilently(),
  signsInHere: () => platform.name === "mp-weixin",
  async login(how) {
    if (how === "stay") return platform.login("", how);
    const account = await accountName();
    return typeof account === "string" ? platform.login(account, how) : account;
  },
  signIn,
  beforeLeaving: flushAll,
  changed: () => changeListeners.forEach((tell) => tell()),
});

export const caller: Caller = new Caller({
  request: (ask) => platform.request(ask),
  session: () => keeper,
  learnTime: (serverTime) => clock.learn(serverTime),
});

export const api = new Api(caller);
