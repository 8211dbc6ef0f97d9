// The server's half-month report of one township, as the API describes it: a revision is taken on the one before, the
// same once more is a repeat, what builds on an older one is a conflict.
import type { HttpAnswer, HttpAsk } from "@/platform/platform";
import type { Order, Report } from "@/pages/report/sheet";
import { json } from "./stub_platform";

const FIGURES = { target: 20, founded_new: 2, claimed_new: 0, counted_new: 1, new_this_period: 0, activities: 7 };
const CORRECTABLE = ["founded_new", "claimed_new", "new_this_period", "activities"];

export const UNIT = "t1";
export const PERIOD = "2026-11-H2";

export function someReport(change: Partial<Report> = {}): Report {
  return {
    unit: { id: UNIT, code: "QH-CG", name: "城关镇", kind: "township" },
    period: PERIOD,
    state: "expected",
    dates: { from: "2026-11-16", due: "2026-11-30", grace_until: "2026-12-02", open_until: "2026-12-10" },
    as_of: "2026-11-28T09:00:00+08:00",
    receipt: null,
    exception: null,
    report: {
      revision: 0,
      day: "2026-11-28",
      as_of: "2026-11-28T09:00:00+08:00",
      campaign_name: "集中行动",
      deadline: "2026-12-10",
      figures: Object.entries(FIGURES).map(([figure, live]) => ({
        figure: figure as Report["report"]["figures"][number]["figure"],
        live,
        corrected: null,
        value: live,
        reason: "",
        correctable: CORRECTABLE.includes(figure),
      })),
      rate: "5.0",
      without_log: [],
      nothing_new: false,
      words: "",
      why: "",
      sent_at: null,
      sent_by: null,
    },
    ...change,
  } as Report;
}

export function problem(status: number, code: string, detail: string, errors: unknown[] = []): HttpAnswer {
  const text = JSON.stringify({ type: "about:blank", title: "", status, detail, code, request_id: "r", errors });
  return { status, headers: { "content-type": "application/problem+json" }, text };
}

export const OLD_BASE = "城关镇11月下半月半月报刚被别人改过，请看过最新内容再改。";

export class ReportServer {
  current = someReport();
  orders: Order[] = [];
  private last: Order | null = null;
  private seconds = 0;

  answer = (ask: HttpAsk): HttpAnswer => {
    if (!ask.path.includes("/reports/")) return json(200, {});
    this.seconds += 1;
    this.current = { ...this.current, as_of: `2026-11-28T09:00:${String(this.seconds).padStart(2, "0")}+08:00` };
    return ask.method === "PUT" ? this.take(JSON.parse(String(ask.body)) as Order) : json(200, this.current);
  };

  take(order: Order): HttpAnswer {
    const { revision } = this.current.report;
    const same =
      this.last !== null && JSON.stringify({ ...order, why: "" }) === JSON.stringify({ ...this.last, why: "" });
    if (same && order.base_revision === revision - 1) return json(200, this.current);
    if (order.base_revision !== revision) return problem(409, "conflict", OLD_BASE);
    this.orders.push(order);
    this.last = order;
    const figures = this.current.report.figures.map((line) => {
      const found = order.corrections?.find((each) => each.figure === line.figure);
      return {
        ...line,
        corrected: found?.value ?? null,
        value: found?.value ?? line.live,
        reason: found?.reason ?? "",
      };
    });
    this.current = {
      ...this.current,
      state: "sent",
      receipt: { revision: revision + 1, punctuality: "on_time", first_sent_at: this.current.as_of },
      report: {
        ...this.current.report,
        figures,
        revision: revision + 1,
        nothing_new: order.nothing_new ?? false,
        words: order.words ?? "",
        why: order.why ?? "",
        sent_at: this.current.as_of,
        sent_by: "李书记",
      },
    };
    return json(201, this.current);
  }
}
