import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { QueueRecords } from "@/core/queue_records";
import { sweepPhotos } from "@/core/photo_sweep";
import { uuidV7 } from "@/core/uuid";
import { photos, shelf } from "@/platform/h5_storage";
import { random, somePicture } from "./support/edge";

const NOW = Date.parse("2026-11-25T20:00:00+08:00");

describe("the browser's shelf", () => {
  it("keeps texts under their keys and lists them by prefix, in order", async () => {
    await shelf.update("task/a/2", () => "two");
    await shelf.update("task/a/1", () => "one");
    await shelf.update("task/b/1", () => "other");
    expect(await shelf.list("task/a/")).toEqual(["one", "two"]);
    expect(await shelf.get("task/b/1")).toBe("other");
    expect(await shelf.get("task/c")).toBeNull();
  });

  it("changes an entry in one step, however many come at once", async () => {
    const add = () => shelf.update("count", (before) => String(Number(before ?? "0") + 1));
    await Promise.all(Array.from({ length: 50 }, add));
    expect(await shelf.get("count")).toBe("50");
  });

  it("removes what is changed into nothing", async () => {
    await shelf.update("gone", () => "x");
    expect(await shelf.update("gone", () => null)).toBeNull();
    expect(await shelf.get("gone")).toBeNull();
  });

  it("leaves everything as it was when a change throws", async () => {
    await shelf.update("safe", () => "before");
    await expect(
      shelf.update("safe", () => {
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(await shelf.get("safe")).toBe("before");
  });
});

describe("the browser's pictures", () => {
  it("come back byte by byte and are counted", async () => {
    const picture = somePicture(5000);
    await photos.put("one", picture);
    await photos.put("two", somePicture(3000));
    expect(new Uint8Array((await photos.get("one"))!)).toEqual(new Uint8Array(picture));
    expect(await photos.usedBytes()).toBe(8000);
    await photos.remove("one");
    await photos.remove("two");
    expect(await photos.names()).toEqual([]);
    expect(await photos.get("one")).toBeNull();
  });

  it("that nothing needs are swept after a day, those of drafts and entries are not", async () => {
    const old = (label: string) => [label, uuidV7(NOW - 2 * 86400000, random)] as const;
    const [, orphan] = old("orphan");
    const [, drafted] = old("drafted");
    const [, queued] = old("queued");
    const young = uuidV7(NOW - 60000, random);
    for (const name of [orphan, drafted, queued, young]) await photos.put(name, somePicture(10));
    await shelf.update("draft/zhang", () => JSON.stringify({ value: { photos: [{ name: drafted }] } }));
    const records = new QueueRecords(shelf);
    const photo = {
      name: queued,
      sha256: "",
      bytes: 10,
      state: "waiting" as const,
      tries: 0,
      sentAt: null,
      refusal: null,
    };
    await shelf.update("task/li/1", () => JSON.stringify({ id: "1", owner: "li", photos: [photo] }));
    await sweepPhotos(photos, records, shelf, NOW);
    expect((await photos.names()).sort()).toEqual([drafted, queued, young].sort());
  });
});

describe("coming back from WeChat's authorization", () => {
  const store = new Map<string, string>();
  let address: URL;

  async function arrive(url: string) {
    address = new URL(url, "https://league.example");
    vi.resetModules();
    const module = await import("@/platform/h5_sign_in");
    module.takeCodeFromAddress();
    return module;
  }

  beforeEach(() => {
    store.clear();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, value: string) => void store.set(key, value),
      removeItem: (key: string) => void store.delete(key),
    });
    vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 MicroMessenger/8.0" });
    vi.stubGlobal("history", {
      replaceState: (_state: unknown, _title: string, to: string) => (address = new URL(to, address)),
    });
    vi.stubGlobal("location", {
      get search() {
        return address.search;
      },
      get hash() {
        return address.hash;
      },
      get pathname() {
        return address.pathname;
      },
      assign: (to: string) => (address = new URL(to, address)),
    });
  });

  async function leaveFrom(url: string): Promise<string> {
    const module = await arrive(url);
    expect(module.login("oa", "by_itself", () => "state-of-mine")).toEqual({ kind: "leaving" });
    expect(address.pathname + address.search).toBe("/api/v1/sign-in?account=oa&state=state-of-mine");
    return "state-of-mine";
  }

  it("the code is taken once, out of the address, and the person is where they were", async () => {
    await leaveFrom("/m/#/pages/log/index");
    const module = await arrive("/m/?code=C1&state=state-of-mine");
    expect(address.href).toBe("https://league.example/m/#/pages/log/index");
    expect(module.login("", "stay", () => "")).toEqual({ kind: "code", code: "C1", account: "oa" });
    expect(module.login("", "stay", () => "")).toMatchObject({ kind: "unavailable" });
  });

  it("a code with somebody else's state is thrown away", async () => {
    await leaveFrom("/m/#/pages/log/index");
    const module = await arrive("/m/?code=C1&state=another");
    expect(address.search).toBe("");
    expect(module.login("", "stay", () => "")).toMatchObject({ kind: "unavailable" });
  });

  it("a code that nobody asked for is thrown away", async () => {
    const module = await arrive("/m/?code=C1&state=state-of-mine");
    expect(module.login("", "stay", () => "")).toMatchObject({ kind: "unavailable" });
  });

  it("a state is good for one return", async () => {
    await leaveFrom("/m/");
    await arrive("/m/?code=C1&state=state-of-mine");
    const module = await arrive("/m/?code=C2&state=state-of-mine");
    expect(module.login("", "stay", () => "")).toMatchObject({ kind: "unavailable" });
  });

  it("a link with an empty state signs nobody in after a return", async () => {
    await leaveFrom("/m/");
    await arrive("/m/?code=C1&state=state-of-mine");
    const module = await arrive("/m/?code=theirs&state=");
    expect(module.login("", "stay", () => "")).toMatchObject({ kind: "unavailable" });
  });

  it("does not go round and round inside WeChat", async () => {
    await leaveFrom("/m/");
    const module = await arrive("/m/?code=C1&state=another");
    expect(module.login("oa", "by_itself", () => "next")).toMatchObject({ kind: "unavailable" });
  });

  it("leaves again at once when the person taps, however short ago it was", async () => {
    await leaveFrom("/m/");
    const module = await arrive("/m/?code=C1&state=another");
    expect(module.login("oa", "by_tap", () => "next")).toEqual({ kind: "leaving" });
  });
});
