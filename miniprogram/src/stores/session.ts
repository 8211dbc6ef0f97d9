// Who is signed in, for pages.
import { reactive } from "vue";
import { countUnsent } from "@/core/queue_words";
import type { HeldRole, SignInOutcome, User } from "@/core/session";
import { platform } from "@/platform";
import { draft } from "./drafts";
import { queue, queueCore } from "./queue";
import { forgetPersonal } from "./resource";
import { api, beforeLeaving, flushAll, keeper, onSessionChange, remember, remembered } from "./wiring";

export type SessionState = "starting" | "signed_out" | "visitor" | "bound";

type Said<T> = ({ ok: true } & T) | { ok: false; sentence: string };

interface Bound {
  role: string;
  unit: { id: string; code: string; name: string; kind: string };
}

let tellReady: () => void = () => undefined;
const ready = new Promise<void>((resolve) => {
  tellReady = resolve;
});
let shownOwner: string | null = null;
/** The queue and the draft of `shownOwner` are there. */
let shown: Promise<unknown> = Promise.resolve();

export const session = reactive({
  state: "starting" as SessionState,
  user: null as User | null,
  /** Only the person can go on: signed out by hand, or a browser outside WeChat. */
  needsTap: false,
  fault: "",
  agreedPrivacy: remembered<string | null>("privacy", null),
  /** When the first sign-in has ended one way or the other. */
  ready,
  start,
  signIn: () => settle(keeper.signIn()),
  bind,
  signOut,
  linkCode,
  redeemLinkCode,
  refreshUser,
  agreePrivacy(version: string): void {
    session.agreedPrivacy = version;
    remember("privacy", version);
  },
  has: (role: string): boolean => (session.user?.roles ?? []).some((held) => held.role === role),
  branches: (): HeldRole[] => rolesOf("branch_secretary"),
  townships: (): HeldRole[] => rolesOf("township_secretary"),
});

/** Who handed the last role over is a visitor again. */
const holdsRole = () => (keeper.current?.user?.roles ?? []).length > 0;
const rolesOf = (role: string) => (session.user?.roles ?? []).filter((held) => held.role === role);

let started: Promise<void> | null = null;

/** Once per start of the program. */
function start(): Promise<void> {
  started ??= settle(keeper.start()).then(() => {
    tellReady();
    if (keeper.current) void refreshUser();
  });
  return started;
}

async function settle(work: Promise<SignInOutcome>): Promise<void> {
  const outcome = await work;
  if (outcome === "leaving") return new Promise(() => undefined); // the page is about to go
  session.needsTap = outcome === "needs_tap";
  show();
  await shown; // a page that begins a draft must not be overtaken by the one that was kept
}

function show(): void {
  const { current } = keeper;
  session.user = current?.user ?? null;
  session.state = current ? (holdsRole() ? "bound" : "visitor") : "signed_out";
  session.fault = keeper.fault;
  if (current) session.needsTap = false;
  if (keeper.owner === shownOwner) {
    if (current) queueCore.signedIn();
    return;
  }
  shownOwner = keeper.owner;
  // Where a browser forbids storage there is nothing to show; saving will say so.
  shown = Promise.all([queueCore.show(shownOwner), draft.recall()]).catch(() => undefined);
}

onSessionChange(() => {
  if (session.state === "starting" && !keeper.current) return;
  session.needsTap = !keeper.current && !platform.canSignInSilently();
  show();
});

const REFRESH_MS = 5 * 60000;
let refreshedAt = 0;

/** Roles change while the phone sleeps: asked again at the start and when the program is shown. */
async function refreshUser(): Promise<void> {
  refreshedAt = Date.now();
  const token = keeper.current?.token;
  const result = await api.get("/api/v1/me");
  if (token && result.ok) await become(result.body.user as User | null, token);
}

/**
 * The server says who the session of `token` belongs to: bound here or elsewhere, or merged by the office. What was made
 * under the name of before is theirs. False when somebody else is signed in by now.
 */
async function become(user: User | null, token: string): Promise<boolean> {
  const before = keeper.owner;
  if (before === null || keeper.current?.token !== token) return false;
  if (user && before !== user.id) {
    await queueCore.adopt(before, user.id);
    await draft.adopt(before, user.id);
  }
  return keeper.replaceUser(user, token);
}

async function bind(invite: string): Promise<Said<Bound>> {
  const token = keeper.current?.token ?? "";
  const result = await api.post("/api/v1/bindings", { body: { invite } });
  if (!result.ok) return { ok: false, sentence: firstSentence(result.problem) };
  const { user, role, unit } = result.body;
  if (!(await become(user as User, token))) await refreshUser(); // the session was renewed meanwhile
  return { ok: true, role, unit };
}

async function signOut(everywhere: boolean): Promise<{ unsent: number }> {
  await flushAll();
  const unsent = countUnsent(queue.tasks);
  // The session ends on this phone whether or not the server hears of it.
  await (everywhere ? api.delete("/api/v1/sessions") : api.delete("/api/v1/sessions/current"));
  if (keeper.owner !== null) {
    await queueCore.forgetSent(keeper.owner);
    platform.settings.remove(`heads.${keeper.owner}`);
  }
  forgetPersonal();
  // Whoever comes next has not read what is asked and why.
  session.agreedPrivacy = null;
  platform.settings.remove("privacy");
  keeper.forget();
  session.needsTap = true;
  return { unsent };
}

async function linkCode(): Promise<Said<{ code: string; expiresAt: string }>> {
  const result = await api.post("/api/v1/link-codes");
  if (!result.ok) return { ok: false, sentence: firstSentence(result.problem) };
  return { ok: true, code: result.body.code, expiresAt: result.body.expires_at };
}

async function redeemLinkCode(code: string): Promise<Said<object>> {
  const token = keeper.current?.token ?? "";
  const result = await api.post("/api/v1/links", { body: { code } });
  if (!result.ok) return { ok: false, sentence: firstSentence(result.problem) };
  if (!(await become(result.body.user as User, token))) await refreshUser();
  return { ok: true };
}

/** The sentence of a wrong field says more than that something is wrong. */
function firstSentence(problem: { sentence: string; fields: { message: string }[] }): string {
  return problem.fields[0]?.message ?? problem.sentence;
}

beforeLeaving(() => draft.flush());
platform.onHidden(() => void flushAll());
platform.onOtherTab(() => keeper.lookAgain());
platform.onShown(() => {
  if (keeper.owner !== null) queueCore.poke();
  if (!keeper.current) return;
  if (Math.abs(Date.now() - refreshedAt) > REFRESH_MS) void refreshUser();
});
