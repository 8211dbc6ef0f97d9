import { describe, expect, it } from "vitest";
import { isDone } from "@/core/queue_types";
import { stateOf, summaryOf } from "@/core/queue_words";
import { answerLost, answering, neverArrived, portal, proxyError } from "./support/edge";
import { Phone } from "./support/phone";

const signedIn = () => new Phone().signedIn();

describe("a log", () => {
  it("is on the phone before anything is sent", async () => {
    const phone = await signedIn();
    phone.network.cut = true;
    const task = await phone.log("十一月主题团日");
    await phone.queue.idle();
    expect(JSON.parse([...phone.shelf.texts.values()][0]!)).toMatchObject({ id: task.id, label: "十一月主题团日" });
    expect(phone.server.logs.size).toBe(0);
    expect(phone.task(task.id)).toMatchObject({ state: "waiting", wait: "offline" });
  });

  it("is sent with its photos and says when", async () => {
    const phone = await signedIn();
    const task = await phone.log("团课", 2);
    await phone.queue.idle();
    expect(isDone(phone.task(task.id))).toBe(true);
    expect(phone.server.photos.size).toBe(2);
    expect(phone.network.lines.slice(1)).toEqual([
      `PUT /api/v1/activities/${task.id}`,
      "POST /api/v1/photos?unit=QH-CG-01",
      "POST /api/v1/photos?unit=QH-CG-01",
    ]);
    expect(stateOf(phone.task(task.id), phone.time.now)).toBe("已送达 12:00");
    expect(phone.photos.files.size).toBe(0);
    expect(phone.delivered).toEqual(["团课"]);
  });

  it("is not called sent for a portal's page with status 200", async () => {
    const phone = await signedIn();
    phone.network.suffer(portal);
    const task = await phone.log("团课");
    await phone.queue.idle();
    expect(phone.task(task.id)).toMatchObject({ state: "waiting", wait: "portal", sentAt: null });
    expect(stateOf(phone.task(task.id), phone.time.now)).toContain("网络要先认证");
    await phone.settle();
    expect(phone.task(task.id).state).toBe("sent");
  });

  it.each([
    ["JSON of another id", { id: "something-else", revision: 1, state: "submitted" }],
    ["JSON of somebody else's server", { code: 0, msg: "ok" }],
    ["a list", []],
    ["null", null],
  ])("is not called sent for %s", async (_name, body) => {
    const phone = await signedIn();
    phone.network.suffer(answering(phone.server.json(200, body)));
    const task = await phone.log("团课");
    await phone.queue.idle();
    expect(phone.task(task.id)).toMatchObject({ state: "waiting", wait: "portal" });
  });

  it("is not called sent for a 201 that shows other content", async () => {
    const phone = await signedIn();
    const id = phone.newId();
    phone.network.suffer(
      answering(phone.server.json(201, { ...phone.content("别的"), id, revision: 1, state: "submitted" })),
    );
    await phone.log("团课", 0, { id });
    await phone.queue.idle();
    expect(phone.task(id).state).toBe("waiting");
  });

  it("arrives once when the answer was lost", async () => {
    const phone = await signedIn();
    phone.network.suffer(answerLost, answerLost);
    const task = await phone.log("团课");
    await phone.settle();
    expect(phone.task(task.id).state).toBe("sent");
    expect(phone.server.stored).toBe(1);
  });

  it("is tried again, ever more slowly, after a proxy's error page", async () => {
    const phone = await signedIn();
    phone.network.suffer(proxyError, proxyError, proxyError);
    await phone.log("团课");
    const waits: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      await phone.queue.idle();
      waits.push(phone.time.next!);
      phone.time.pass(phone.time.next!);
    }
    await phone.queue.idle();
    expect(waits).toEqual([2000, 5000, 15000]);
    expect(phone.server.logs.size).toBe(1);
  });

  it("waits as long as the server wished, also when somebody taps", async () => {
    const phone = await signedIn();
    phone.network.suffer(
      answering(phone.server.problem(429, "too_many", "操作太频繁了。", undefined, { "retry-after": "40" })),
    );
    const task = await phone.log("团课");
    await phone.queue.idle();
    phone.queue.poke();
    await phone.queue.idle();
    expect(phone.task(task.id)).toMatchObject({ state: "waiting", wait: "busy" });
    expect(phone.time.next).toBe(40000);
    phone.time.pass(40000);
    await phone.queue.idle();
    expect(phone.task(task.id).state).toBe("sent");
  });

  it("that is refused says why, field by field, and holds nothing else up", async () => {
    const phone = await signedIn();
    const bad = await phone.log("");
    const good = await phone.log("团课");
    await phone.queue.idle();
    expect(phone.task(bad.id).refusal).toEqual({
      sentence: "有内容没填对。",
      code: "invalid_input",
      fields: [{ field: "title", message: "活动名称还没有填。" }],
    });
    expect(stateOf(phone.task(bad.id), phone.time.now)).toBe("没有收下：活动名称还没有填。");
    expect(phone.task(good.id).state).toBe("sent");
    expect(summaryOf(phone.queue.tasks)).toBe("1 条没有收下，要改一下");
  });

  it("does not wait behind feedback of which there was too much today", async () => {
    const phone = await signedIn();
    phone.network.suffer(answering(phone.server.problem(429, "too_many", "今天提得太多了，请明天再提。")));
    const job = { kind: "feedback" as const, category: "problem" as const, content: "又坏了", contact: "" };
    const said = await phone.queue.add({ job, label: "又坏了", unitName: "" });
    const task = await phone.log("团课");
    await phone.queue.idle();
    expect(phone.task(said.id)).toMatchObject({ state: "waiting", wait: "busy" });
    expect(phone.task(task.id).state).toBe("sent");
  });

  it("that is put right goes under the same id when the server never took it", async () => {
    const phone = await signedIn();
    const bad = await phone.log("");
    await phone.queue.idle();
    const job = { kind: "log" as const, content: phone.content("团课"), madeAt: "x" };
    const mended = await phone.queue.replace(bad.id, { id: bad.id, job, label: "团课", unitName: "" });
    await phone.queue.idle();
    expect(mended.id).toBe(bad.id);
    expect(phone.queue.tasks).toHaveLength(1);
    expect(phone.task(bad.id).state).toBe("sent");
  });

  it("with other content under its id is refused as a conflict", async () => {
    const phone = await signedIn();
    const id = phone.newId();
    phone.server.logs.set(id, { first: "another", body: {} });
    await phone.log("团课", 0, { id });
    await phone.queue.idle();
    expect(phone.task(id).refusal?.code).toBe("conflict");
    expect(phone.task(id).refusal?.sentence).toContain("另一次活动");
  });

  it("goes on when the phone's clock is set back by a day while it waits", async () => {
    const phone = await signedIn();
    phone.network.suffer(neverArrived);
    const task = await phone.log("团课");
    await phone.queue.idle();
    phone.time.now -= 24 * 3600 * 1000;
    phone.queue.send();
    await phone.queue.idle();
    expect(phone.task(task.id).state).toBe("sent");
  });

  it("is not kept when there is no room, and says so", async () => {
    const phone = await signedIn();
    phone.shelf.full = true;
    await expect(phone.log("团课")).rejects.toThrow("full");
    expect(phone.queue.tasks).toHaveLength(0);
  });
});

describe("a photo that was refused", () => {
  it("is let go by an amendment that knows what it builds on, also after signing out and in again", async () => {
    const phone = await signedIn();
    const refusal = phone.server.problem(422, "invalid_input", "照片打不开，请重新传一次。");
    phone.network.suffer(null, answering(refusal));
    const log = await phone.log("团课", 1);
    await phone.queue.idle();
    phone.offline = true;
    await phone.queue.dropPhoto(log.id, phone.task(log.id).photos[0]!.name);
    await phone.queue.forgetSent(phone.keeper.owner!);
    expect((await phone.records.list(phone.keeper.owner!)).map((task) => task.job.kind)).toEqual(["amend"]);
    phone.offline = false;
    await phone.queue.show(phone.keeper.owner);
    await phone.settle();
    expect(phone.queue.tasks.map((task) => task.state)).toEqual(["sent"]);
    expect(phone.server.logs.get(log.id)?.body).toMatchObject({ photos: [], revision: 2 });
  });

  it("says that it is too large when a proxy says so, and asks nobody to sign in to a network", async () => {
    const phone = await signedIn();
    const proxy = { status: 413, headers: { "content-type": "text/html" }, text: "<h1>413</h1>" };
    phone.network.suffer(null, answering(proxy));
    const log = await phone.log("团课", 1);
    await phone.queue.idle();
    const later = await phone.log("下一条");
    await phone.queue.idle();
    expect(phone.task(log.id).photos[0]).toMatchObject({ state: "refused", refusal: { code: "too_large" } });
    expect(phone.task(log.id).photos[0]!.refusal?.sentence).toContain("太大");
    expect(phone.task(later.id).state).toBe("sent");
  });
});

describe("after an hour without network", () => {
  it("three logs and five photos all arrive once, in order", async () => {
    const phone = await signedIn();
    phone.network.cut = true;
    const tasks = [await phone.log("甲", 3), await phone.log("乙", 2), await phone.log("丙")];
    await phone.settle(20);
    expect(phone.server.stored).toBe(0);
    phone.time.now += 3600 * 1000;
    phone.network.cut = false;
    phone.queue.poke();
    await phone.settle();
    expect(tasks.every((task) => isDone(phone.task(task.id)))).toBe(true);
    expect(phone.server.stored).toBe(8);
    expect(phone.delivered).toEqual(["甲", "乙", "丙"]);
  });

  it("words go before pictures, which a weak signal may never let through", async () => {
    const phone = await signedIn();
    phone.offline = true;
    await phone.log("甲", 1);
    await phone.log("乙");
    phone.offline = false;
    phone.queue.poke();
    await phone.settle();
    expect(phone.network.lines.slice(1).map((line) => line.split("/")[3]!.split("?")[0])).toEqual([
      "activities",
      "activities",
      "photos",
    ]);
  });

  it("nothing is tried while the phone knows that it has no network", async () => {
    const phone = await signedIn();
    phone.offline = true;
    const before = phone.network.asked.length;
    const task = await phone.log("团课");
    await phone.settle(5);
    expect(phone.network.asked.length).toBe(before);
    expect(phone.task(task.id)).toMatchObject({ wait: "offline", tries: 0 });
  });
});

describe("a program that is killed", () => {
  it("between the second and the third photo sends the rest, and nothing twice", async () => {
    const phone = await signedIn();
    let stop: () => void = () => undefined;
    const dead = new Promise<void>((resolve) => (stop = resolve));
    phone.network.suffer(null, null, null, () => {
      stop();
      return new Promise(() => undefined);
    });
    const task = await phone.log("团课", 3);
    await dead;
    expect(phone.task(task.id).photos.map((photo) => photo.state)).toEqual(["sent", "sent", "sending"]);
    await phone.restart();
    await phone.settle();
    expect(isDone(phone.task(task.id))).toBe(true);
    expect(phone.server.stored).toBe(4);
  });

  it("after the server took the log and before it heard so does not make a second one", async () => {
    const phone = await signedIn();
    let reached: () => void = () => undefined;
    const there = new Promise<void>((resolve) => (reached = resolve));
    phone.network.suffer(async (ask, server) => {
      await server(ask);
      reached();
      return new Promise(() => undefined);
    });
    const task = await phone.log("团课");
    await there;
    await phone.restart();
    await phone.settle();
    expect(phone.task(task.id).state).toBe("sent");
    expect(phone.server.logs.size).toBe(1);
    expect(phone.server.stored).toBe(1);
  });
});

describe("a session that has expired", () => {
  it("is renewed once and the log goes on", async () => {
    const phone = await signedIn();
    phone.server.tokens.clear();
    const task = await phone.log("团课", 1);
    await phone.queue.idle();
    expect(isDone(phone.task(task.id))).toBe(true);
    expect(phone.network.lines.filter((line) => line.startsWith("POST /api/v1/sessions"))).toHaveLength(2);
  });

  it("is renewed by itself when the network returns, however often nobody answered", async () => {
    const phone = await signedIn();
    phone.server.tokens.clear();
    phone.network.suffer(null, neverArrived, neverArrived);
    const task = await phone.log("团课");
    await phone.queue.idle();
    expect(phone.task(task.id)).toMatchObject({ state: "waiting", wait: "offline" });
    await phone.settle();
    expect(phone.task(task.id).state).toBe("sent");
    expect(phone.server.stored).toBe(1);
  });

  it("waits for the person where it cannot be renewed silently, and loses nothing", async () => {
    const phone = await signedIn();
    phone.silent = false;
    phone.server.tokens.clear();
    const task = await phone.log("团课");
    await phone.queue.idle();
    expect(phone.task(task.id)).toMatchObject({ state: "waiting", wait: "sign_in" });
    await phone.keeper.signIn();
    phone.queue.signedIn();
    await phone.queue.idle();
    expect(phone.task(task.id).state).toBe("sent");
  });

  it("that comes back as another person sends nothing of the first one", async () => {
    const phone = await signedIn();
    phone.code = "li";
    phone.server.tokens.clear();
    await phone.log("张的团课");
    await phone.queue.idle();
    expect(phone.server.logs.size).toBe(0);
    await phone.queue.show(phone.keeper.owner);
    expect(phone.queue.tasks).toEqual([]);
    expect(await phone.records.unsentOfOthers(phone.keeper.owner)).toBe(1);
    phone.code = "zhang";
    await phone.keeper.signIn();
    await phone.queue.show(phone.keeper.owner);
    await phone.queue.idle();
    expect(phone.server.logs.size).toBe(1);
  });
});

describe("another person who signs in while something is on its way", () => {
  it("is not held up by what the answer said of the first one", async () => {
    const phone = await signedIn();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    phone.network.suffer(async (_ask, server) => {
      await held;
      return server({ method: "GET", path: "/api/v1/none", headers: {}, timeoutMs: 0 }); // 401: signed out meanwhile
    });
    await phone.log("张的团课");
    while (phone.network.asked.length < 2) await Promise.resolve();
    phone.keeper.forget();
    await phone.queue.show(null);
    phone.code = "li";
    await phone.keeper.signIn();
    await phone.queue.show(phone.keeper.owner);
    const task = await phone.log("李的团课");
    release();
    await phone.queue.idle();
    expect(phone.task(task.id).state).toBe("sent");
    expect(await phone.records.unsentOfOthers(phone.keeper.owner)).toBe(1);
  });
});

describe("what can be taken back", () => {
  it("a withdrawal is not sent within five seconds", async () => {
    const phone = await signedIn();
    const log = await phone.log("团课");
    await phone.queue.idle();
    const task = await phone.queue.add({
      job: { kind: "withdraw", activity: log.id, ifThere: false },
      label: "团课",
      unitName: "",
      undoable: true,
    });
    await phone.queue.idle();
    expect(phone.task(task.id)).toMatchObject({ state: "waiting", wait: "undo" });
    phone.time.pass(4900);
    await phone.queue.idle();
    expect(await phone.queue.undo(task.id)).toBe(true);
    await phone.settle();
    expect(phone.server.logs.get(log.id)?.body.state).toBe("submitted");
  });

  it("a verdict is sent after five seconds and then cannot be undone", async () => {
    const phone = await signedIn();
    const log = await phone.log("团课");
    await phone.queue.idle();
    const job = {
      kind: "review" as const,
      activity: log.id,
      revision: 1,
      verdict: "return" as const,
      reason: "人数不对",
    };
    const task = await phone.queue.add({ job, label: "团课", unitName: "", undoable: true });
    phone.time.pass(5000);
    await phone.queue.idle();
    expect(phone.server.logs.get(log.id)?.body.state).toBe("returned");
    expect(await phone.queue.undo(task.id)).toBe(false);
    expect(phone.task(task.id).state).toBe("sent");
  });

  it("an entry that never left is simply gone, and comes back when that is undone", async () => {
    const phone = await signedIn();
    phone.offline = true;
    const task = await phone.log("团课", 1);
    const putBack = await phone.queue.remove(task.id);
    expect(phone.queue.tasks).toEqual([]);
    expect(await putBack!()).toBe(true);
    phone.offline = false;
    phone.queue.poke();
    await phone.settle();
    expect(isDone(phone.task(task.id))).toBe(true);
  });

  it("a log that may have arrived is withdrawn on the server when it is removed", async () => {
    const phone = await signedIn();
    phone.network.suffer(answerLost);
    const task = await phone.log("团课");
    await phone.queue.idle();
    phone.offline = true;
    await phone.queue.remove(task.id);
    phone.offline = false;
    await phone.settle();
    expect(phone.server.logs.get(task.id)?.body.state).toBe("withdrawn");
    expect(phone.queue.tasks.every(isDone)).toBe(true);
  });

  it("and is as good as withdrawn when it had not arrived", async () => {
    const phone = await signedIn();
    phone.network.suffer(neverArrived);
    const task = await phone.log("团课");
    await phone.queue.idle();
    await phone.queue.remove(task.id);
    await phone.settle();
    expect(phone.server.logs.size).toBe(0);
    expect(phone.queue.tasks.every(isDone)).toBe(true);
  });
});

describe("entries about one log", () => {
  it("go one after the other, and an amendment builds on what the log became", async () => {
    const phone = await signedIn();
    phone.network.cut = true;
    const log = await phone.log("团课");
    await phone.queue.idle();
    const amend = (title: string) =>
      phone.queue.add({
        job: { kind: "amend", activity: log.id, base: null, content: phone.content(title), madeAt: "x" },
        label: title,
        unitName: "",
      });
    const first = await amend("团课(改)");
    await amend("团课(再改)");
    await phone.queue.idle();
    expect(phone.task(first.id).wait).toBe("earlier");
    phone.network.cut = false;
    phone.queue.poke();
    await phone.settle();
    expect(phone.server.logs.get(log.id)?.body).toMatchObject({ title: "团课(再改)", revision: 3 });
  });

  it("wait for a refused one to be put right", async () => {
    const phone = await signedIn();
    const log = await phone.log("");
    const amend = await phone.queue.add({
      job: { kind: "amend", activity: log.id, base: null, content: phone.content("团课"), madeAt: "x" },
      label: "团课",
      unitName: "",
    });
    await phone.settle(3);
    expect(phone.task(amend.id)).toMatchObject({ state: "waiting", wait: "earlier", tries: 0 });
    const job = { kind: "log" as const, content: phone.content("团课一"), madeAt: "x" };
    await phone.queue.replace(log.id, { id: log.id, job, label: "团课一", unitName: "" });
    await phone.settle(3);
    expect(phone.server.logs.get(log.id)?.body).toMatchObject({ title: "团课", revision: 2 });
  });

  it("are worded anew in place as long as the log has not left", async () => {
    const phone = await signedIn();
    phone.offline = true;
    const log = await phone.log("团课");
    const job = { kind: "log" as const, content: phone.content("团课(改)"), madeAt: "x" };
    expect(await phone.queue.rewrite(log.id, { job, label: "团课(改)", unitName: "" })).toBe(true);
    phone.offline = false;
    phone.queue.poke();
    await phone.settle();
    expect(phone.server.stored).toBe(1);
    expect(phone.server.logs.get(log.id)?.body.title).toBe("团课(改)");
    expect(await phone.queue.rewrite(log.id, { job, label: "x", unitName: "" })).toBe(false);
  });
});

describe("a photo", () => {
  it("that the server refuses says why; the log stays sent, and lets it go", async () => {
    const phone = await signedIn();
    phone.network.suffer(
      null,
      answering(
        phone.server.problem(422, "invalid_input", "有内容没填对。", [
          { field: "photo", message: "照片打不开，请重新传一次。" },
        ]),
      ),
    );
    const task = await phone.log("团课", 2);
    await phone.queue.idle();
    const [refused, sent] = phone.task(task.id).photos;
    expect([phone.task(task.id).state, refused!.state, sent!.state]).toEqual(["sent", "refused", "sent"]);
    expect(refused!.refusal?.fields[0]?.message).toBe("照片打不开，请重新传一次。");
    await phone.queue.dropPhoto(task.id, refused!.name);
    await phone.settle();
    expect(phone.server.logs.get(task.id)?.body.photos).toEqual([sent!.sha256]);
    expect(phone.queue.tasks.every(isDone)).toBe(true);
  });

  it("is not called sent for the hash of another one", async () => {
    const phone = await signedIn();
    phone.network.suffer(null, answering(phone.server.json(201, { sha256: "0".repeat(64), bytes: 1 })));
    const task = await phone.log("团课", 1);
    await phone.queue.idle();
    expect(phone.task(task.id).photos[0]!.state).toBe("waiting");
    await phone.settle();
    expect(phone.task(task.id).photos[0]!.state).toBe("sent");
  });

  it("whose file is gone is refused and keeps nothing else waiting", async () => {
    const phone = await signedIn();
    phone.offline = true;
    const task = await phone.log("团课", 2);
    phone.photos.files.delete(phone.task(task.id).photos[0]!.name);
    phone.offline = false;
    phone.queue.poke();
    await phone.settle(3);
    expect(phone.task(task.id).photos.map((photo) => photo.state)).toEqual(["refused", "sent"]);
  });
});

describe("what was sent", () => {
  it("is let go after sixty days, and beyond two hundred entries", async () => {
    const phone = await signedIn();
    for (let i = 0; i < 203; i += 1) await phone.log(`第${i}次`);
    await phone.settle();
    await phone.queue.show(phone.keeper.owner);
    expect(phone.queue.tasks).toHaveLength(200);
    expect(phone.queue.tasks[0]!.label).toBe("第3次");
    phone.time.now += 61 * 24 * 3600 * 1000;
    await phone.log("新的");
    await phone.queue.show(phone.keeper.owner);
    expect(phone.queue.tasks.map((task) => task.label)).toEqual(["新的"]);
  });

  it("is gone from the phone when the person signs out, what is not stays", async () => {
    const phone = await signedIn();
    await phone.log("已送达的");
    await phone.queue.idle();
    phone.offline = true;
    await phone.log("没送达的");
    await phone.queue.forgetSent(phone.keeper.owner!);
    expect((await phone.records.list(phone.keeper.owner!)).map((task) => task.label)).toEqual(["没送达的"]);
  });

  it("of a visitor becomes the person's when they are bound", async () => {
    const phone = new Phone();
    phone.code = "nobody";
    await phone.signedIn();
    expect(phone.keeper.owner).toMatch(/^visitor-/);
    phone.offline = true;
    await phone.queue.add({
      job: { kind: "feedback", category: "suggestion", content: "好用", contact: "" },
      label: "好用",
      unitName: "",
    });
    await phone.queue.adopt(phone.keeper.owner!, "person-zhang");
    phone.keeper.replaceUser({ id: "person-zhang", name: "张", roles: [] }, phone.keeper.current!.token);
    phone.offline = false;
    await phone.queue.show(phone.keeper.owner);
    await phone.settle();
    expect([...phone.server.feedback.values()].map((row) => row.body.content)).toEqual(["好用"]);
  });
});
