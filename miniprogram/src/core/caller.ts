// One call of the API: the session goes with it, an expired one is renewed once and the call made again, and the clock
// learns from every answer.
import { NoAnswer, type HttpAnswer, type HttpAsk, type HttpMethod } from "@/platform/platform";
import { localProblem, noAnswer, readAnswer, type Problem } from "./answers";
import { SENTENCES } from "./sentences";
import type { SessionKeeper } from "./session";

export type CallResult = { ok: true; status: number; body: unknown } | { ok: false; problem: Problem };

export interface Call {
  method: HttpMethod;
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as they are, with their type. */
  bytes?: { type: string; data: ArrayBuffer };
  /** Without session: what anybody may read. */
  open?: boolean;
  /** Refuse rather than send when somebody else is signed in by now. */
  onlyAs?: string;
}

export interface CallerDeps {
  request(ask: HttpAsk): Promise<HttpAnswer>;
  session(): SessionKeeper;
  learnTime(serverTime: string | undefined): void;
}

const TIMEOUT_MS = 20000;
/** A photo of 400 KB over a weak signal. */
const UPLOAD_TIMEOUT_MS = 90000;

export class Caller {
  constructor(private readonly deps: CallerDeps) {}

  async call(call: Call): Promise<CallResult> {
    const session = this.deps.session();
    if (call.open) return this.once(call, null);
    if (!session.current && (await session.resume()) === "no_answer") return { ok: false, problem: noAnswer() };
    if (!session.current) return { ok: false, problem: localProblem("not_signed_in", SENTENCES.notSignedIn, 401) };
    if (call.onlyAs !== undefined && session.current.owner !== call.onlyAs) return otherPerson();
    const { token } = session.current;
    const first = await this.once(call, token);
    // A portal may answer 401 as well: it does not know our session.
    if (first.ok || first.problem.status !== 401 || first.problem.code === "portal") return first;
    const outcome = await session.renew(token);
    if (outcome === "no_answer") return { ok: false, problem: noAnswer() };
    if (outcome !== "signed_in" || !session.current) return first;
    if (call.onlyAs !== undefined && session.current.owner !== call.onlyAs) return otherPerson();
    return this.once(call, session.current.token);
  }

  private async once(call: Call, token: string | null): Promise<CallResult> {
    const headers: Record<string, string> = { accept: "application/json" };
    if (token !== null) headers.authorization = `Bearer ${token}`;
    const ask: HttpAsk = {
      method: call.method,
      path: call.path + queryText(call.query),
      headers,
      timeoutMs: call.bytes ? UPLOAD_TIMEOUT_MS : TIMEOUT_MS,
    };
    if (call.bytes) {
      headers["content-type"] = call.bytes.type;
      ask.body = call.bytes.data;
    } else if (call.json !== undefined) {
      headers["content-type"] = "application/json";
      ask.body = JSON.stringify(call.json);
    }
    let answer: HttpAnswer;
    try {
      answer = await this.deps.request(ask);
    } catch (error) {
      if (error instanceof NoAnswer) return { ok: false, problem: noAnswer() };
      throw error;
    }
    const reading = readAnswer(answer);
    // A portal has a clock of its own.
    if (reading.kind === "body" || reading.problem.code !== "portal") this.deps.learnTime(answer.headers.date);
    return reading.kind === "body"
      ? { ok: true, status: reading.status, body: reading.body }
      : { ok: false, problem: reading.problem };
  }
}

const otherPerson = (): CallResult => ({
  ok: false,
  problem: localProblem("other_person", SENTENCES.notSignedIn, 401),
});

function queryText(query: Call["query"]): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "");
  return pairs.length === 0
    ? ""
    : `?${pairs.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join("&")}`;
}
