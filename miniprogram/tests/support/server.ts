// The server as the API describes it, as far as the queue needs it: an id is taken once, the same content again is a
// repeat, other content a conflict; an amendment names the revision that it builds on.
import type { HttpAnswer, HttpAsk } from "@/platform/platform";
import { sha256Of, type ManualTime } from "./edge";

interface Row {
  first: string;
  body: Record<string, unknown>;
}

export class SmallServer {
  readonly logs = new Map<string, Row>();
  readonly photos = new Set<string>();
  readonly feedback = new Map<string, Row>();
  /** How often something was stored that was not there before. */
  stored = 0;
  tokens = new Map<string, string | null>();
  people = new Map<string, string>();
  private lastToken = 0;

  constructor(private readonly time: ManualTime) {}

  answer = (ask: HttpAsk): HttpAnswer => {
    const path = ask.path.split("?")[0]!;
    if (path === "/api/v1/sessions" && ask.method === "POST")
      return this.signIn(JSON.parse(String(ask.body)) as { code: string });
    const token = (ask.headers.authorization ?? "").replace("Bearer ", "");
    if (!this.tokens.has(token)) return this.problem(401, "not_signed_in", "请先登录。");
    if (path === "/api/v1/photos") return this.photo(ask.body as ArrayBuffer);
    const parts = path.split("/").slice(3);
    const body = JSON.parse(String(ask.body)) as Record<string, unknown>;
    if (parts[0] === "feedback") return this.put(this.feedback, parts[1]!, body);
    const id = parts[1]!;
    if (ask.method === "PUT") return this.log(id, body);
    const row = this.logs.get(id);
    if (!row) return this.problem(404, "not_found", "没有找到这条活动记录。");
    if (parts[2] === "revisions") return this.amend(row, body);
    if (parts[2] === "withdrawal") return this.change(row, { state: "withdrawn" });
    return this.review(row, body);
  };

  private signIn({ code }: { code: string }): HttpAnswer {
    const token = `token-${(this.lastToken += 1)}`;
    const person = this.people.get(code) ?? null;
    this.tokens.set(token, person);
    const user = person ? { id: person, name: person, roles: [] } : null;
    return this.json(201, { token, expires_at: "2026-12-25T00:00:00+08:00", user });
  }

  private photo(bytes: ArrayBuffer): HttpAnswer {
    const sha256 = sha256Of(bytes);
    const known = this.photos.has(sha256);
    if (!known) this.stored += 1;
    this.photos.add(sha256);
    return this.json(known ? 200 : 201, { sha256, bytes: bytes.byteLength });
  }

  private log(id: string, body: Record<string, unknown>): HttpAnswer {
    if (body.title === "")
      return this.problem(422, "invalid_input", "有内容没填对。", [{ field: "title", message: "活动名称还没有填。" }]);
    return this.put(this.logs, id, body, { state: "submitted", revision: 1 });
  }

  private put(rows: Map<string, Row>, id: string, body: Record<string, unknown>, extra: object = {}): HttpAnswer {
    const first = JSON.stringify({ ...body, made_at: null });
    const row = rows.get(id);
    if (row)
      return row.first === first
        ? this.json(200, row.body)
        : this.problem(409, "conflict", "这个编号已经记录过另一次活动，请重新记录。");
    this.stored += 1;
    const made = { first, body: { ...body, id, ...extra } };
    rows.set(id, made);
    return this.json(201, made.body);
  }

  private amend(row: Row, body: Record<string, unknown>): HttpAnswer {
    const { base_revision: base, ...content } = body;
    const revision = Number(row.body.revision);
    if (base === revision - 1 && row.body.title === content.title) return this.json(200, row.body);
    if (base !== revision) return this.problem(409, "conflict", "这条记录刚被别人改过，请看过最新内容再改。");
    return this.change(row, { ...content, revision: revision + 1, state: "submitted" });
  }

  private review(row: Row, body: Record<string, unknown>): HttpAnswer {
    if (body.revision !== row.body.revision)
      return this.problem(409, "conflict", "这条记录刚被支部改过，请看过最新内容再审。");
    return this.change(row, { state: body.verdict === "accept" ? "accepted" : "returned" });
  }

  private change(row: Row, to: object): HttpAnswer {
    this.stored += 1;
    row.body = { ...row.body, ...to };
    return this.json(201, row.body);
  }

  json(status: number, body: unknown): HttpAnswer {
    return {
      status,
      headers: { "content-type": "application/json", date: new Date(this.time.now).toUTCString() },
      text: JSON.stringify(body),
    };
  }

  problem(
    status: number,
    code: string,
    detail: string,
    errors?: unknown,
    headers: Record<string, string> = {},
  ): HttpAnswer {
    const text = JSON.stringify({ type: "about:blank", title: "", status, detail, code, request_id: "r", errors });
    return { status, headers: { "content-type": "application/problem+json", ...headers }, text };
  }
}
