// What an HTTP answer means. Between the phone and our server stand networks that answer for it: a hotel's login page
// comes as 200 with HTML, a proxy's error as 502 with HTML. Only JSON of the shape the API has is taken for the server.
import type { HttpAnswer } from "@/platform/platform";
import type { FieldFault } from "./faults";
import { SENTENCES } from "./sentences";

export interface Problem {
  /** Of the server: invalid_input, not_signed_in, not_allowed...; of the phone: no_answer, portal. */
  code: string;
  /** For people. */
  sentence: string;
  fields: FieldFault[];
  /** 0 when nobody answered. */
  status: number;
  /** When the server said how long to wait. */
  retryAfterMs: number | null;
}

export type Reading = { kind: "body"; status: number; body: unknown } | { kind: "problem"; problem: Problem };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function localProblem(code: string, sentence: string, status = 0): Problem {
  return { code, sentence, fields: [], status, retryAfterMs: null };
}

export const noAnswer = () => localProblem("no_answer", SENTENCES.noAnswer);
const portal = (status: number) => localProblem("portal", SENTENCES.portal, status);

export function readAnswer(answer: HttpAnswer): Reading {
  const type = (answer.headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
  const { status } = answer;
  if (status === 204) return { kind: "body", status, body: null };
  if (status >= 200 && status < 300) {
    const body = type === "application/json" ? parse(answer.text) : undefined;
    return body === undefined ? { kind: "problem", problem: portal(status) } : { kind: "body", status, body };
  }
  return { kind: "problem", problem: readProblem(answer, type) };
}

function readProblem(answer: HttpAnswer, type: string): Problem {
  const { status } = answer;
  const body = type === "application/problem+json" ? parse(answer.text) : undefined;
  if (!isRecord(body) || typeof body.code !== "string") {
    // A proxy in front of a server that is down, as nginx is: to be tried again, and no portal.
    if (status >= 500 && status !== 511)
      return { ...localProblem("busy", SENTENCES.busy, status), retryAfterMs: retryAfter(answer) };
    // Neither is a proxy with a limit of its own: what is too large stays so, however often it is sent.
    if (status === 413) return localProblem("too_large", SENTENCES.tooLarge, status);
    return portal(status);
  }
  const fields = Array.isArray(body.errors) ? body.errors.filter(isFault) : [];
  return {
    code: body.code,
    sentence: typeof body.detail === "string" && body.detail !== "" ? body.detail : SENTENCES.unreadable,
    fields: fields.map(({ field, message }) => ({ field, message })),
    status,
    retryAfterMs: retryAfter(answer),
  };
}

const isFault = (value: unknown): value is FieldFault =>
  isRecord(value) && typeof value.field === "string" && typeof value.message === "string";

function retryAfter(answer: HttpAnswer): number | null {
  const seconds = Number(answer.headers["retry-after"] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3600) * 1000 : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
