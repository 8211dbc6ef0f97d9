// Signing in on the page: WeChat's authorization of the official account. The page leaves with a state of its own
// making, comes back with a code, and takes both out of the address before anything else can see or repeat them (a
// reload with a used code is refused by WeChat).
import type { LoginOutcome, SignInHow } from "./platform";
import { settings } from "./h5_storage";
import { SENTENCES } from "@/core/sentences";

interface Leaving {
  state: string;
  account: string;
  /** Where the person was: the hash of the address. */
  place: string;
  at: number;
}

const KEY = "leaving";
/** Not more often by itself than this: an authorization that does not help must not become a circle. */
const SHORTEST_CIRCLE_MS = 60000;
const LONGEST_AWAY_MS = 10 * 60000;

let brought: { account: string; code: string } | null = null;

function remembered(): Leaving | null {
  try {
    return JSON.parse(settings.get(KEY) ?? "null") as Leaving | null;
  } catch {
    return null;
  }
}

/** To be called once, before the router reads the address. */
export function takeCodeFromAddress(): void {
  const query = new URLSearchParams(location.search);
  const code = query.get("code");
  const state = query.get("state");
  if (code === null && state === null) return;
  const left = remembered();
  // A state that was used is kept as "", which a link could bring, too.
  const ours = left !== null && left.state !== "" && left.state === state && Date.now() - left.at < LONGEST_AWAY_MS;
  if (left) settings.set(KEY, JSON.stringify({ ...left, state: "" }));
  query.delete("code");
  query.delete("state");
  const rest = query.toString();
  const place = ours ? left.place : location.hash;
  history.replaceState(null, "", location.pathname + (rest ? `?${rest}` : "") + place);
  // A code with a state that we did not make is somebody else's: signing in with it would be their account.
  if (ours && code) brought = { account: left.account, code };
}

export function insideWechat(): boolean {
  return /MicroMessenger/i.test(navigator.userAgent) && !/wxwork/i.test(navigator.userAgent);
}

export function login(account: string, how: SignInHow, randomState: () => string): LoginOutcome {
  if (brought) {
    const { account: name, code } = brought;
    brought = null;
    return { kind: "code", account: name, code };
  }
  if (how === "stay" || account === "") return { kind: "unavailable", reason: SENTENCES.loginUnavailable };
  const last = remembered();
  if (how === "by_itself" && last && insideWechat() && Date.now() - last.at < SHORTEST_CIRCLE_MS) {
    return { kind: "unavailable", reason: SENTENCES.loginRefused };
  }
  const leaving: Leaving = { state: randomState(), account, place: location.hash, at: Date.now() };
  settings.set(KEY, JSON.stringify(leaving));
  location.assign(`/api/v1/sign-in?account=${encodeURIComponent(account)}&state=${leaving.state}`);
  return { kind: "leaving" };
}
