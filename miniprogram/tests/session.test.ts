import { describe, expect, it } from "vitest";
import { readAnswer } from "@/core/answers";
import { Caller, type Call } from "@/core/caller";
import { SessionKeeper, type Session, type SessionDeps } from "@/core/session";
import { NoAnswer, type HttpAnswer, type LoginOutcome } from "@/platform/platform";
import { portal } from "./support/edge";

const user = (id: string) => ({ id, name: id, roles: [] });

class Door {
  logins = 0;
  silent = true;
  outcome: LoginOutcome | Promise<LoginOutcome> = { kind: "code", code: "c", account: "mp" };
  hows: string[] = [];
  brought: LoginOutcome = { kind: "unavailable", reason: "" };
  users: (ReturnType<typeof user> | null)[] = [];
  problem = "";
  flushed = 0;
  kept: { session: Session | null; lastOwner: string | null; signedOut: boolean } = {
    session: null,
    lastOwner: null,
    signedOut: false,
  };
  private tokens = 0;
  private keys = 0;

  keeper(): SessionKeeper {
    const deps: SessionDeps = {
      memory: { read: () => this.kept, write: (value) => (this.kept = value) },
      newKey: () => String((this.keys += 1)),
      canSignInSilently: () => this.silent,
      signsInHere: () => this.silent,
      login: async (how) => {
        if (how === "stay") return this.brought;
        this.hows.push(how);
        this.logins += 1;
        return this.outcome;
      },
      signIn: async () => {
        if (this.problem)
          return {
            ok: false,
            problem: { code: this.problem, sentence: "不行", fields: [], status: 0, retryAfterMs: null },
          };
        return {
          ok: true,
          token: `t${(this.tokens += 1)}`,
          user: this.users.length > 0 ? this.users.shift()! : user("zhang"),
        };
      },
      beforeLeaving: async () => void (this.flushed += 1),
      changed: () => undefined,
    };
    return new SessionKeeper(deps);
  }
}

describe("signing in", () => {
  it("is silent where WeChat allows it, and remembered", async () => {
    const door = new Door();
    expect(await door.keeper().start()).toBe("signed_in");
    expect(await door.keeper().start()).toBe("signed_in");
    expect(door.logins).toBe(1);
  });

  it("waits for a tap elsewhere", async () => {
    const door = new Door();
    door.silent = false;
    const keeper = door.keeper();
    expect(await keeper.start()).toBe("needs_tap");
    expect(door.logins).toBe(0);
    expect(await keeper.signIn()).toBe("signed_in");
  });

  it("takes a code that the address brought before what is remembered", async () => {
    const door = new Door();
    await door.keeper().start();
    door.brought = { kind: "code", code: "from-address", account: "oa" };
    door.users = [user("li")];
    const keeper = door.keeper();
    await keeper.start();
    expect(keeper.current?.user?.id).toBe("li");
  });

  it("by a tap is another matter than by itself, also while one by itself is under way", async () => {
    const door = new Door();
    let refuse: (outcome: LoginOutcome) => void = () => undefined;
    door.outcome = new Promise<LoginOutcome>((resolve) => (refuse = resolve));
    const keeper = door.keeper();
    const silent = keeper.start();
    while (door.logins === 0) await Promise.resolve();
    const tapped = keeper.signIn();
    refuse({ kind: "unavailable", reason: "刚试过" });
    door.outcome = { kind: "code", code: "c", account: "mp" };
    expect(await silent).toBe("needs_tap");
    expect(await tapped).toBe("signed_in");
    expect(door.hows).toEqual(["by_itself", "by_tap"]);
  });

  it("writes down what is open before the page leaves", async () => {
    const door = new Door();
    door.outcome = { kind: "leaving" };
    expect(await door.keeper().start()).toBe("leaving");
    expect(door.flushed).toBe(1);
  });

  it("that WeChat's code does not help says why and does not go round", async () => {
    const door = new Door();
    door.problem = "invalid_input";
    const keeper = door.keeper();
    expect(await keeper.start()).toBe("needs_tap");
    expect([keeper.fault, door.logins]).toEqual(["不行", 1]);
    door.problem = "no_answer";
    expect(await keeper.signIn()).toBe("no_answer");
  });
});

describe("an expired session", () => {
  it("is renewed once for all who notice at the same time", async () => {
    const door = new Door();
    const keeper = door.keeper();
    await keeper.start();
    const { token } = keeper.current!;
    expect(await Promise.all([keeper.renew(token), keeper.renew(token), keeper.renew(token)])).toEqual([
      "signed_in",
      "signed_in",
      "signed_in",
    ]);
    expect(door.logins).toBe(2);
    expect(await keeper.renew(token)).toBe("signed_in");
    expect(door.logins).toBe(2);
  });

  it("still shows the person's own things while it waits for a tap", async () => {
    const door = new Door();
    const keeper = door.keeper();
    await keeper.start();
    door.silent = false;
    expect(await keeper.renew(keeper.current!.token)).toBe("needs_tap");
    expect([keeper.current, keeper.owner]).toEqual([null, "zhang"]);
  });
});

describe("signing out", () => {
  it("shows nothing of the person any longer and is not undone by a restart", async () => {
    const door = new Door();
    const keeper = door.keeper();
    await keeper.start();
    keeper.forget();
    expect(keeper.owner).toBeNull();
    const later = door.keeper();
    expect(await later.start()).toBe("needs_tap");
    expect([later.owner, door.logins]).toEqual([null, 1]);
  });
});

describe("two tabs of one browser", () => {
  it("show the person who signed in last, and nothing of the one before", async () => {
    const door = new Door();
    const here = door.keeper();
    await here.start();
    const there = door.keeper();
    door.users = [user("li")];
    there.forget();
    await there.signIn();
    here.lookAgain();
    expect([here.owner, here.current?.token]).toEqual(["li", "t2"]);
  });

  it("do not end one another's session when an old one is refused", async () => {
    const door = new Door();
    door.silent = false;
    const here = door.keeper();
    await here.signIn();
    const there = door.keeper();
    door.users = [user("li")];
    there.forget();
    await there.signIn();
    expect(await here.renew("t1")).toBe("signed_in");
    expect([here.owner, door.kept.session?.token, door.kept.lastOwner]).toEqual(["li", "t2", "li"]);
  });
});

describe("what the server says of a person", () => {
  it("is not taken for the one who has signed in meanwhile", async () => {
    const door = new Door();
    const keeper = door.keeper();
    await keeper.start();
    const { token } = keeper.current!;
    keeper.forget();
    door.users = [user("li")];
    await keeper.signIn();
    expect(keeper.replaceUser(user("zhang"), token)).toBe(false);
    expect([keeper.current?.user?.id, keeper.owner]).toEqual(["li", "li"]);
  });
});

describe("a visitor", () => {
  it("keeps one key until bound, and the next visitor gets another", async () => {
    const door = new Door();
    door.users = [null, null, null];
    const keeper = door.keeper();
    await keeper.start();
    const first = keeper.owner;
    await keeper.renew(keeper.current!.token);
    expect(keeper.owner).toBe(first);
    keeper.replaceUser(user("zhang"), keeper.current!.token);
    expect(keeper.owner).toBe("zhang");
    keeper.forget();
    await keeper.signIn();
    expect(keeper.owner).toMatch(/^visitor-/);
    expect(keeper.owner).not.toBe(first);
  });
});

const json = (status: number, body: unknown, type = "application/json"): HttpAnswer => ({
  status,
  headers: { "content-type": type },
  text: JSON.stringify(body),
});

describe("an answer", () => {
  it("is the server's only as JSON", async () => {
    expect(readAnswer(json(201, { id: 1 }, "application/json; charset=utf-8"))).toEqual({
      kind: "body",
      status: 201,
      body: { id: 1 },
    });
    expect(readAnswer({ status: 204, headers: {}, text: "" })).toEqual({ kind: "body", status: 204, body: null });
    for (const answer of [
      (await portal!({} as never, (() => undefined) as never)) as HttpAnswer,
      { status: 200, headers: { "content-type": "application/json" }, text: "<html>" },
      { status: 200, headers: {}, text: "{}" },
      { status: 302, headers: { location: "http://portal" }, text: "" },
      { status: 403, headers: { "content-type": "text/html" }, text: "" },
      { status: 511, headers: { "content-type": "text/html" }, text: "" },
    ]) {
      expect(readAnswer(answer)).toMatchObject({ kind: "problem", problem: { code: "portal" } });
    }
  });

  it("of a proxy whose server is down is to be tried again", () => {
    expect(readAnswer({ status: 502, headers: { "content-type": "text/html" }, text: "" })).toMatchObject({
      problem: { code: "busy", status: 502 },
    });
  });

  it("that refuses gives its sentence and its fields, and nothing malformed", () => {
    const body = {
      code: "invalid_input",
      detail: "有内容没填对。",
      errors: [{ field: "title", message: "太长。" }, { field: 3 }, null],
    };
    expect(readAnswer(json(422, body, "application/problem+json"))).toMatchObject({
      problem: { code: "invalid_input", sentence: "有内容没填对。", fields: [{ field: "title", message: "太长。" }] },
    });
    expect(
      readAnswer({
        ...json(429, { code: "too_many", detail: "太快" }, "application/problem+json"),
        headers: { "content-type": "application/problem+json", "retry-after": "7" },
      }),
    ).toMatchObject({ problem: { retryAfterMs: 7000 } });
  });
});

describe("a call", () => {
  async function setUp(answers: (HttpAnswer | Error)[]) {
    const door = new Door();
    const keeper = door.keeper();
    await keeper.start();
    const asked: string[] = [];
    const learnt: (string | undefined)[] = [];
    const caller = new Caller({
      request: async (ask) => {
        asked.push(`${ask.method} ${ask.path} ${ask.headers.authorization ?? "-"}`);
        const next = answers.shift()!;
        if (next instanceof Error) throw next;
        return next;
      },
      session: () => keeper,
      learnTime: (time) => learnt.push(time),
    });
    return { door, keeper, caller, asked, learnt };
  }
  const get: Call = { method: "GET", path: "/api/v1/duties", query: { unit: "城关 镇", period: undefined } };
  const refused = json(401, { code: "not_signed_in", detail: "请先登录。" }, "application/problem+json");

  it("goes with the session, and again with the new one after a 401", async () => {
    const { caller, asked } = await setUp([refused, json(200, { ok: 1 })]);
    expect(await caller.call(get)).toEqual({ ok: true, status: 200, body: { ok: 1 } });
    expect(asked).toEqual([
      "GET /api/v1/duties?unit=%E5%9F%8E%E5%85%B3%20%E9%95%87 Bearer t1",
      "GET /api/v1/duties?unit=%E5%9F%8E%E5%85%B3%20%E9%95%87 Bearer t2",
    ]);
  });

  it("is not repeated a second time", async () => {
    const { caller, asked } = await setUp([refused, refused]);
    expect(await caller.call(get)).toMatchObject({ ok: false, problem: { status: 401 } });
    expect(asked).toHaveLength(2);
  });

  it("keeps its session when a portal asks for a login of its own", async () => {
    const { caller, asked, keeper } = await setUp([
      { status: 401, headers: { "content-type": "text/html" }, text: "" },
    ]);
    expect(await caller.call(get)).toMatchObject({ ok: false, problem: { code: "portal" } });
    expect([keeper.current?.token, asked.length]).toEqual(["t1", 1]);
  });

  it("is not made in the name of another person", async () => {
    const { caller, asked, door } = await setUp([refused]);
    door.users = [user("li")];
    expect(await caller.call({ ...get, onlyAs: "zhang" })).toMatchObject({
      ok: false,
      problem: { code: "other_person" },
    });
    expect(asked).toHaveLength(1);
  });

  it("that nobody answers is no failure of the program", async () => {
    const { caller } = await setUp([new NoAnswer("cut")]);
    expect(await caller.call(get)).toMatchObject({ ok: false, problem: { code: "no_answer" } });
  });

  it("teaches the clock, but not by a portal", async () => {
    const ours = json(200, {});
    ours.headers.date = "Wed, 25 Nov 2026 12:00:00 GMT";
    const foreign = (await portal!({} as never, (() => undefined) as never)) as HttpAnswer;
    const { caller, learnt } = await setUp([ours, foreign]);
    await caller.call(get);
    await caller.call(get);
    expect(learnt).toEqual(["Wed, 25 Nov 2026 12:00:00 GMT"]);
  });

  it("without session is not sent, unless the route is open", async () => {
    const { caller, keeper, asked } = await setUp([json(200, {})]);
    keeper.forget();
    expect(await caller.call(get)).toMatchObject({ ok: false, problem: { code: "not_signed_in" } });
    expect(await caller.call({ ...get, open: true })).toMatchObject({ ok: true });
    expect(asked).toEqual(["GET /api/v1/duties?unit=%E5%9F%8E%E5%85%B3%20%E9%95%87 -"]);
  });
});
