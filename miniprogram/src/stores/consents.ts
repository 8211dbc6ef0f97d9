// Whether WeChat may remind this person, and how often still. WeChat asks only inside a tap, and tells only the phone
// what was answered; the phone reports it.
import type { Body } from "@/api/client";
import { platform } from "@/platform";
import { createResource, type Resource } from "./resource";
import { api, newId } from "./wiring";

export type ConsentTemplate = Body<"/api/v1/consents", "get">["templates"][number];

export interface Asked {
  accepted: number;
  /** How many reminders are left; null when not known. */
  balance: number | null;
  /** For people; "" when there is nothing to say. */
  sentence: string;
}

const resource = createResource<ConsentTemplate[]>({
  key: "consents",
  freshMs: 60000,
  async fetch() {
    const result = await api.get("/api/v1/consents");
    return result.ok ? { ...result, body: result.body.templates } : result;
  },
});

interface Consents extends Resource<ConsentTemplate[]> {
  readonly canAsk: boolean;
  /** To be called first in a tap handler, before any await. */
  ask(): Promise<Asked>;
  /** How many reminders are left; null where WeChat does not remind. */
  left(): number | null;
}

const account = import.meta.env.VITE_MP_ACCOUNT;
const mine = () => (resource.value ?? []).filter((template) => template.account === account);
/** WeChat takes three at once. */
const MOST = 3;

async function ask(): Promise<Asked> {
  const templates = mine().slice(0, MOST);
  if (!consents.canAsk) return { accepted: 0, balance: null, sentence: "" };
  const answers = await platform.askConsents(templates.map((template) => template.template_id));
  let accepted = 0;
  for (const template of templates) {
    const said = answers[template.template_id];
    if (said === "unavailable" || said === undefined) continue;
    if (said === "accept") accepted += 1;
    const body = { id: newId(), template_id: template.template_id, accepted: said === "accept" };
    await api.post("/api/v1/consents", { body });
  }
  await resource.load({ force: true });
  const balance = left();
  return { accepted, balance, sentence: accepted > 0 && balance !== null ? leftText(balance) : "" };
}

function left(): number | null {
  const templates = mine();
  if (platform.name !== "mp-weixin" || templates.length === 0) return null;
  if (templates.some((template) => template.long_term && template.balance > 0)) return Number.POSITIVE_INFINITY;
  return Math.min(...templates.map((template) => template.balance));
}

export function leftText(balance: number): string {
  if (balance === Number.POSITIVE_INFINITY) return "以后都会提醒您";
  return balance > 0 ? `还能提醒您 ${balance} 次` : "现在不能提醒您";
}

export const consents = Object.defineProperty(Object.assign(resource, { ask, left }), "canAsk", {
  get: () => platform.name === "mp-weixin" && mine().length > 0,
}) as Consents;
