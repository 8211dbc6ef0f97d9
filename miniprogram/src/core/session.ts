// Who is signed in on this phone. Signing in is silent where WeChat allows it; an expired session is renewed once,
// whoever noticed it first, and nothing that was being written is touched.
import type { LoginOutcome, SignInHow } from "@/platform/platform";
import type { Problem } from "./answers";
import { SENTENCES } from "./sentences";

export interface HeldRole {
  id: string;
  role: string;
  org_id: string;
  org_code: string;
  org_name: string;
}

export interface User {
  id: string;
  name: string;
  roles: HeldRole[];
}

export interface Session {
  token: string;
  user: User | null;
  /** Whose drafts and entries on this phone are shown: the person's id, or a visitor's own key. */
  owner: string;
}

export interface SessionMemory {
  read(): { session: Session | null; lastOwner: string | null; signedOut: boolean };
  write(value: { session: Session | null; lastOwner: string | null; signedOut: boolean }): void;
}

export type SignInAnswer = { ok: true; token: string; user: User | null } | { ok: false; problem: Problem };

export interface SessionDeps {
  memory: SessionMemory;
  newKey(): string;
  canSignInSilently(): boolean;
  /** Whether that leaves the page as it is, so that it may be tried at any time. */
  signsInHere(): boolean;
  login(how: SignInHow): Promise<LoginOutcome>;
  /** POST /sessions. */
  signIn(account: string, code: string): Promise<SignInAnswer>;
  /** Everything unsaved is written down; called before the page may leave. */
  beforeLeaving(): Promise<void>;
  changed(): void;
}

/** signed_in: there is a session now. leaving: the page is on its way. needs_tap: only the person can go on. */
export type SignInOutcome = "signed_in" | "leaving" | "needs_tap" | "no_answer";

export class SessionKeeper {
  private held: Session | null;
  private lastOwner: string | null;
  private signedOutByHand: boolean;
  private running: Promise<SignInOutcome> | null = null;
  /** The last sign-in ended without anybody's word: no network, or nobody there. */
  private unanswered = false;
  /** Why the last sign-in did not work, for people; "" when it did. */
  fault = "";

  constructor(private readonly deps: SessionDeps) {
    const kept = deps.memory.read();
    this.held = kept.session;
    this.lastOwner = kept.lastOwner;
    this.signedOutByHand = kept.signedOut;
  }

  get current(): Session | null {
    return this.held;
  }

  /** Whose entries are shown, also while signed out: the last person's, so that nobody believes them lost. */
  get owner(): string | null {
    return this.held?.owner ?? (this.signedOutByHand ? null : this.lastOwner);
  }

  /** At the start of the program: a code that the address brought, else what is remembered, else a silent sign-in. */
  async start(): Promise<SignInOutcome> {
    const brought = await this.deps.login("stay");
    if (brought.kind === "code") return this.once(() => this.redeem(brought.account, brought.code));
    // The server prolongs a session with every use; that it has ended is what a 401 says.
    if (this.held) return "signed_in";
    if (this.signedOutByHand || !this.deps.canSignInSilently()) return "needs_tap";
    return this.once(() => this.enter("by_itself"));
  }

  /** By a tap, which is heard also when a silent sign-in that is under way comes to nothing. */
  async signIn(): Promise<SignInOutcome> {
    this.signedOutByHand = false;
    const silent = await this.running;
    if (silent === "leaving" || (silent && this.held)) return silent;
    return this.once(() => this.enter("by_tap"));
  }

  /** The server did not know `token`. Renews once for all who noticed; needs_tap where it cannot be silent. */
  renew(token: string): Promise<SignInOutcome> {
    if (this.held && this.held.token !== token) return Promise.resolve("signed_in");
    if (this.running) return this.running;
    const { session } = this.deps.memory.read();
    if (session && session.token !== token) {
      this.lookAgain(); // another tab was quicker
      return Promise.resolve("signed_in");
    }
    this.held = null;
    this.save();
    if (!this.deps.canSignInSilently()) {
      this.fault = SENTENCES.signedOut;
      return Promise.resolve("needs_tap");
    }
    return this.once(() => this.enter("by_itself"));
  }

  /** A sign-in that nobody answered, once more: the network may be back. */
  resume(): Promise<SignInOutcome> {
    if (this.held) return Promise.resolve("signed_in");
    if (!this.unanswered || this.signedOutByHand || !this.deps.signsInHere()) return Promise.resolve("needs_tap");
    return this.once(() => this.enter("by_itself"));
  }

  /** Another tab of this browser has signed in or out, and so have we. */
  lookAgain(): void {
    const { session, lastOwner, signedOut } = this.deps.memory.read();
    const same = session?.token === this.held?.token && lastOwner === this.lastOwner;
    if (same && signedOut === this.signedOutByHand) return;
    this.held = session;
    this.lastOwner = lastOwner;
    this.signedOutByHand = signedOut;
    this.deps.changed();
  }

  /**
   * The person has been bound, has another role or another name. False when the session of `token`, to which the server
   * said so, is not the one held any longer.
   */
  replaceUser(user: User | null, token: string): boolean {
    if (this.held?.token !== token) return false;
    const owner = user ? user.id : this.held.user ? this.visitorKey() : this.held.owner;
    this.held = { ...this.held, user, owner };
    this.save();
    return true;
  }

  /** Ends it on this phone; whoever comes next signs in by a tap and sees nothing of before. */
  forget(): void {
    this.held = null;
    this.unanswered = false;
    this.lastOwner = null;
    this.signedOutByHand = true;
    this.save();
  }

  private once(work: () => Promise<SignInOutcome>): Promise<SignInOutcome> {
    this.running ??= work().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async enter(how: SignInHow): Promise<SignInOutcome> {
    await this.deps.beforeLeaving();
    const outcome = await this.deps.login(how);
    if (outcome.kind === "leaving") return "leaving";
    if (outcome.kind === "unavailable") {
      this.fault = outcome.reason;
      this.unanswered = true; // WeChat gives no code without a network, and does not say why
      this.deps.changed();
      return "needs_tap";
    }
    return this.redeem(outcome.account, outcome.code);
  }

  private async redeem(account: string, code: string): Promise<SignInOutcome> {
    const answer = await this.deps.signIn(account, code);
    if (!answer.ok) {
      this.fault = answer.problem.sentence;
      this.unanswered = ["no_answer", "portal", "busy", "too_many", "upstream"].includes(answer.problem.code);
      this.deps.changed();
      return this.unanswered ? "no_answer" : "needs_tap";
    }
    this.fault = "";
    this.unanswered = false;
    this.signedOutByHand = false;
    this.held = {
      token: answer.token,
      user: answer.user,
      owner: answer.user ? answer.user.id : this.visitorKey(),
    };
    this.save();
    return "signed_in";
  }

  /** A visitor keeps one key until somebody signs out or is bound. */
  private visitorKey(): string {
    return this.lastOwner?.startsWith("visitor-") ? this.lastOwner : `visitor-${this.deps.newKey()}`;
  }

  private save(): void {
    if (this.held) this.lastOwner = this.held.owner;
    this.deps.memory.write({ session: this.held, lastOwner: this.lastOwner, signedOut: this.signedOutByHand });
    this.deps.changed();
  }
}
