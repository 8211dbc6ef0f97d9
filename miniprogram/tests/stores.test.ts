import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StubPlatform, json } from "./support/stub_platform";

const user = (id: string) => ({
  id,
  name: id,
  roles: [{ id: "g", role: "branch_secretary", org_id: "b1", org_code: "QH-CG-01", org_name: "一支部" }],
});
const kept = (id: string, token: string) => ({
  session: { token, user: user(id), owner: id },
  lastOwner: id,
  signedOut: false,
});

let stub: StubPlatform;

/** The program as it starts, with what the browser has kept. */
async function open() {
  vi.resetModules();
  vi.doMock("@/platform", () => ({ platform: stub.platform }));
  const { session } = await import("@/stores/session");
  const { queue } = await import("@/stores/queue");
  const { draft } = await import("@/stores/drafts");
  return { session, queue, draft };
}

const turns = () => new Promise((resolve) => setTimeout(resolve, 20));

beforeEach(() => {
  stub = new StubPlatform();
});

describe("who is signed in", () => {
  it("keeps entries and draft when the office has merged two records of the person", async () => {
    stub.keep("session", kept("zhang-old", "t1"));
    let me = "zhang-old";
    stub.answer = () => json(200, { user: user(me) });
    const { session, queue, draft } = await open();
    await session.start();
    await queue.feedback("problem", "字太小", "");
    draft.startNew("b1");
    draft.setTitle("团课");
    me = "zhang";
    await session.refreshUser();
    await turns();
    expect(session.user?.id).toBe("zhang");
    expect(queue.tasks.map((task) => task.label)).toEqual(["字太小"]);
    expect(draft.value?.title).toBe("团课");
  });

  it("is not changed by an answer meant for the one before", async () => {
    stub.keep("session", kept("zhang", "t1"));
    stub.answer = () => json(200, { user: user("zhang") });
    const { session, queue } = await open();
    await session.start();
    await queue.feedback("problem", "张说的话", "");
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    stub.answer = async (ask) => {
      if (ask.path.endsWith("/sessions")) return json(201, { token: "t2", user: user("li") });
      if (ask.path.endsWith("/client")) return json(200, { accounts: [{ name: "oa", kind: "official_account" }] });
      if (ask.method === "GET") await held;
      return json(200, { user: user("zhang") });
    };
    const late = session.refreshUser();
    await session.signOut(false);
    await session.signIn();
    release();
    await late;
    await turns();
    expect(session.user?.id).toBe("li");
    expect(queue.tasks).toEqual([]);
  });

  it("is the one who signed in last in any tab of the browser", async () => {
    stub.keep("session", kept("zhang", "t1"));
    stub.answer = () => json(200, { user: user("zhang") });
    const { session, queue } = await open();
    await session.start();
    await queue.feedback("problem", "张说的话", "");
    stub.keep("session", kept("li", "t2"));
    stub.tellFromOtherTab();
    await turns();
    expect(session.user?.id).toBe("li");
    expect(queue.tasks).toEqual([]);
  });
});

describe("a log on the phone", () => {
  const NOVEMBER = Date.parse("2026-11-30T23:50:00+08:00");
  const DECEMBER = Date.parse("2026-12-01T00:10:00+08:00");
  const branch = { unit: { id: "b1", name: "一支部" }, done: false };

  async function openWith(log: object, at: number) {
    stub.keep("session", kept("zhang", "t1"));
    stub.keep("kept.duties", { owner: "zhang", at: NOVEMBER, value: { period: "2026-11", branches: [branch] } });
    const content = { org_id: "b1", started_at: "2026-11-30T20:00:00+08:00" };
    const task = { id: "1", owner: "zhang", seq: 1, photos: [], notBefore: 0, job: { kind: "log", content }, ...log };
    await stub.shelf.update("task/zhang/1", () => JSON.stringify(task));
    stub.answer = async () => {
      const { NoAnswer } = await import("@/platform/platform"); // the one of this start
      throw new NoAnswer("cut");
    };
    vi.spyOn(Date, "now").mockReturnValue(at);
    const { session } = await open();
    await session.start();
    const { duties } = await import("@/stores/duties");
    await duties.load();
    return duties;
  }

  afterEach(() => void vi.restoreAllMocks());

  it("is said of the month that is shown, also after it has ended", async () => {
    const duties = await openWith({ state: "waiting" }, DECEMBER);
    expect([duties.value?.period, duties.isOnPhone("b1")]).toEqual(["2026-11", true]);
  });

  it("is not said of one that arrived, and was returned or withdrawn there", async () => {
    const duties = await openWith({ state: "sent", sentAt: NOVEMBER - 3600000 }, NOVEMBER);
    expect(duties.isOnPhone("b1")).toBe(false);
    expect(duties.stillDue()).toHaveLength(1);
  });

  it("is said of one that has just arrived, until the server's word is newer", async () => {
    const duties = await openWith({ state: "sent", sentAt: NOVEMBER + 1000 }, NOVEMBER + 2000);
    expect(duties.isOnPhone("b1")).toBe(true);
  });
});
