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

  async function openWith(log: object, at: number, duty: object = {}) {
    stub.keep("session", kept("zhang", "t1"));
    stub.keep("kept.duties", {
      owner: "zhang",
      at: NOVEMBER,
      value: { period: "2026-11", branches: [{ ...branch, ...duty }] },
    });
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

  it("is said of its own month, as long as that lasts", async () => {
    expect((await openWith({ state: "waiting" }, NOVEMBER)).isOnPhone("b1")).toBe(true);
    expect((await openWith({ state: "waiting" }, DECEMBER)).isOnPhone("b1")).toBe(false);
  });

  it("of last month leaves this one open, also where nobody has answered since", async () => {
    const duties = await openWith({ state: "sent", sentAt: NOVEMBER - 3600000 }, DECEMBER, { done: true });
    expect([duties.value?.period, duties.isPast(), duties.stillDue().length]).toEqual(["2026-11", true, 1]);
    const before = await openWith({ state: "sent", sentAt: NOVEMBER - 3600000 }, NOVEMBER, { done: true });
    expect([before.isPast(), before.stillDue().length]).toEqual([false, 0]);
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

describe("a draft that is not finished", () => {
  const log = {
    id: "log-1",
    org_id: "b1",
    kind: "theme_day",
    title: "退回的",
    started_at: "2026-11-20T12:00:00+08:00",
    ended_at: null,
    place: "",
    expected: 30,
    present: 28,
    content: "以前写的",
    details: {},
    photos: [],
    state: "returned",
    return_reason: "请写清做了什么",
    revision: 1,
  };
  const refused = (id: string) =>
    ({
      id,
      state: "refused",
      unitName: "一支部",
      photos: [],
      refusal: { sentence: "不行", code: "x", fields: [] },
      job: { kind: "log", content: { ...log, title: "没收下的" }, madeAt: "x" },
    }) as never;

  async function openSignedIn() {
    stub.keep("session", kept("zhang", "t1"));
    stub.answer = () => json(200, { user: user("zhang") });
    const program = await open();
    await program.session.start();
    return program;
  }

  it("is not lost when a returned log is opened to be mended, and comes back", async () => {
    const { draft } = await openSignedIn();
    draft.startNew("b1");
    draft.set("content", "刚写的三百字");
    draft.startAmend(log);
    expect([draft.value?.content, draft.laidAside, draft.resumed]).toEqual(["以前写的", true, false]);
    draft.startNew(draft.unfinishedUnit());
    expect([draft.value?.content, draft.laidAside, draft.resumed]).toEqual(["刚写的三百字", false, true]);
  });

  it("is not lost when a refused entry is opened to be mended", async () => {
    const { draft } = await openSignedIn();
    draft.startNew("b1");
    draft.setTitle("刚写的");
    draft.startMend(refused("task-1"));
    expect(draft.value?.title).toBe("没收下的");
    draft.startNew("b1");
    expect(draft.value?.title).toBe("刚写的");
  });

  it("of a returned log goes on where it was left, with the newest reason", async () => {
    const { draft } = await openSignedIn();
    draft.startAmend(log);
    draft.set("content", "改了一半");
    draft.startNew("b1");
    draft.set("content", "另一条");
    draft.startAmend({ ...log, return_reason: "人数请再核对" });
    expect(draft.value).toMatchObject({ content: "改了一半", returnReason: "人数请再核对" });
    expect(draft.resumed).toBe(true);
    draft.discard();
    draft.startAmend(log);
    expect(draft.value?.content).toBe("以前写的");
  });

  it("of another branch stays when a log is begun for this one", async () => {
    const { draft } = await openSignedIn();
    draft.startNew("b1");
    draft.set("content", "一支部的");
    draft.setUnit("b2", "二支部");
    draft.startNew("b1");
    expect(draft.value?.content).toBe("");
    draft.set("content", "又一条");
    expect(draft.aside.map(({ value }) => [value.orgId, value.content])).toEqual([["b2", "一支部的"]]);
  });

  it("is nothing that only a tap chose, or that was opened and left as it was", async () => {
    const { draft } = await openSignedIn();
    draft.startNew("b1");
    draft.setDay("2026-11-01");
    draft.startAmend(log);
    draft.startNew("b1");
    expect([draft.aside, draft.laidAside, draft.resumed]).toEqual([[], false, false]);
  });

  it("is there with all others after the program was killed, and its photos with it", async () => {
    const first = await openSignedIn();
    const name = "0190a000-0000-7000-8000-000000000001"; // made long ago
    await stub.photos.put(name, new ArrayBuffer(3));
    first.draft.startNew("b1");
    first.draft.set("photos", [{ name, sha256: "a", bytes: 3 }]);
    first.draft.startAmend(log);
    first.draft.set("content", "改了一半");
    await first.draft.flush();
    const { draft } = await openSignedIn();
    expect(draft.value?.content).toBe("改了一半");
    const { sweepPhotos } = await import("@/core/photo_sweep");
    const { records } = await import("@/stores/queue");
    await sweepPhotos(stub.photos, records, stub.shelf, Date.now());
    draft.startNew("b1");
    expect(draft.value?.photos.map((photo) => photo.name)).toEqual([name]);
    expect(await stub.photos.names()).toEqual([name]);
  });

  it("joins those of the person that a visitor turns out to be", async () => {
    const text = (content: string) =>
      JSON.stringify({ value: { activity: content, content, photos: [] }, mends: null });
    await stub.shelf.update("draft/zhang", () => text("我的"));
    await stub.shelf.update("draft/zhang-old", () => text("以前的"));
    stub.keep("session", kept("zhang-old", "t1"));
    stub.answer = () => json(200, { user: user("zhang") });
    const { session, draft } = await open();
    await session.start();
    await session.refreshUser();
    await turns();
    expect([draft.value, ...draft.aside.map(({ value }) => value)].map((each) => each?.content)).toEqual([
      "我的",
      "以前的",
    ]);
    expect(await stub.shelf.get("draft/zhang-old")).toBeNull();
  });
});

describe("signing out", () => {
  it("leaves nothing readable of the person on the phone but what is still to be sent", async () => {
    stub.keep("session", kept("zhang", "t1"));
    const value = { period: "2026-11" };
    stub.keep("kept.progress.QH", { owner: "zhang", at: 1, value }); // of an earlier start of the program
    stub.keep("kept.returned.b1", { owner: "zhang", at: 1, value: [] });
    stub.keep("kept.duties", { owner: "zhang", at: 1, value });
    stub.keep("kept.guide", { owner: null, at: 1, value: {} });
    stub.keep("heads.zhang", { "b1|": { expected: 30, present: 28 } });
    stub.keep("privacy", "2");
    stub.keep("clock", 0);
    stub.answer = () => json(200, { user: user("zhang") });
    const { session, queue } = await open();
    await session.start();
    await queue.feedback("problem", "还没送到的", "");
    await session.signOut(false);
    expect([...stub.settings.keys()].sort()).toEqual(["clock", "kept.guide", "session"]);
    expect(session.agreedPrivacy).toBeNull();
    expect([...stub.settings.values()].join()).not.toContain("zhang");
    expect(await stub.shelf.list("task/zhang/")).toHaveLength(1);
  });
});

describe("another version of the page", () => {
  it("waits for a tap or the next opening, and costs nothing that is being written", async () => {
    stub.keep("session", kept("zhang", "t1"));
    stub.answer = () => json(200, { user: user("zhang") });
    const { draft } = await open();
    const { start } = await import("@/stores/start");
    const { version } = await import("@/stores/version");
    await start();
    draft.startNew("b1");
    draft.set("content", "写到一半");
    expect(version.isNewReady).toBe(false);
    stub.newVersion();
    expect([version.isNewReady, stub.taken]).toEqual([true, null]);
    await version.take();
    expect(stub.taken).toContain("draft/zhang");
  });
});
