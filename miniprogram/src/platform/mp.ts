// The WeChat mini program.
import { SENTENCES } from "@/core/sentences";
import { sha256 } from "./hash";
import { choosePictures } from "./mp_pictures";
import { refusalOf } from "./mp_refusal";
import { photos, settings, shelf } from "./mp_storage";
import {
  NoAnswer,
  type ConsentAnswer,
  type HttpAnswer,
  type HttpAsk,
  type LoginOutcome,
  type Platform,
  type SignInHow,
} from "./platform";

function request(ask: HttpAsk): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    wx.request({
      url: import.meta.env.VITE_SERVER + ask.path,
      method: ask.method,
      header: ask.headers,
      data: ask.body,
      dataType: "text", // anything but json: WeChat would parse an answer of whatever type
      responseType: "text",
      timeout: ask.timeoutMs,
      success({ statusCode, header, data }) {
        const headers: Record<string, string> = {};
        for (const [name, value] of Object.entries(header)) headers[name.toLowerCase()] = String(value);
        resolve({ status: statusCode, headers, text: typeof data === "string" ? data : JSON.stringify(data) });
      },
      fail: (why) => reject(new NoAnswer(why.errMsg)),
    });
  });
}

function picture(path: string, header: Record<string, string>): Promise<string | null> {
  return new Promise((resolve) => {
    wx.downloadFile({
      url: import.meta.env.VITE_SERVER + path,
      header,
      success: ({ statusCode, tempFilePath }) => resolve(statusCode === 200 ? tempFilePath : null),
      fail: () => resolve(null),
    });
  });
}

function login(how: SignInHow): Promise<LoginOutcome> {
  if (how === "stay") return Promise.resolve({ kind: "unavailable", reason: "" });
  return new Promise((resolve) => {
    wx.login({
      success: ({ code }) => resolve({ kind: "code", code, account: import.meta.env.VITE_MP_ACCOUNT }),
      fail: () => resolve({ kind: "unavailable", reason: SENTENCES.loginRefused }),
    });
  });
}

function askConsents(tmplIds: string[]): Promise<Record<string, ConsentAnswer>> {
  const all = (answer: ConsentAnswer) => Object.fromEntries(tmplIds.map((id) => [id, answer]));
  return new Promise((resolve) => {
    wx.requestSubscribeMessage({
      tmplIds,
      success: (said) => resolve(Object.fromEntries(tmplIds.map((id) => [id, consentOf(said[id])]))),
      // 20004: the person switched notices off altogether; others: no network, or a template that WeChat took away.
      fail: (why) => resolve(all(why.errCode === 20004 ? "reject" : "unavailable")),
    });
  });
}

function consentOf(said: string | undefined): ConsentAnswer {
  if (said?.startsWith("accept")) return "accept"; // also acceptWithAudio and the like
  return said === "reject" ? "reject" : "unavailable"; // ban, filter
}

let offline = false;
wx.getNetworkType({
  success: ({ networkType }) => {
    offline = networkType === "none";
  },
});
wx.onNetworkStatusChange(({ isConnected }) => {
  offline = !isConnected;
});

// WeChat gives random bytes only later, and old versions none: a pool of them is mixed into what JavaScript has. Ids
// need to differ, not to be secret.
let pool = new Uint8Array(0);
function refill(): void {
  wx.getRandomValues?.({
    length: 512,
    success: ({ randomValues }) => {
      pool = new Uint8Array(randomValues);
    },
  });
}
refill();

function randomBytes(count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) bytes[i] = Math.floor(Math.random() * 256) ^ (pool[i] ?? 0);
  pool = pool.subarray(Math.min(count, pool.length));
  if (pool.length < 64) refill();
  return bytes;
}

let lastWork: Promise<unknown> = Promise.resolve();
function alone<T>(_name: string, work: () => Promise<T>): Promise<T> {
  const run = lastWork.then(work, work);
  lastWork = run.catch(() => undefined);
  return run;
}

function onNetworkBack(tell: () => void): () => void {
  const hear = ({ isConnected }: { isConnected: boolean }) => {
    if (isConnected) tell();
  };
  wx.onNetworkStatusChange(hear);
  return () => wx.offNetworkStatusChange(hear);
}

export const mp: Platform = {
  name: "mp-weixin",
  request,
  picture,
  settings,
  shelf,
  photos,
  canSignInSilently: () => true,
  login: (_account, how) => login(how),
  choosePictures,
  askConsents,
  canScan: true,
  scanCode: () =>
    new Promise((resolve, reject) => {
      wx.scanCode({
        success: ({ result, path }) => resolve(result || path || null),
        fail(why) {
          const refusal = refusalOf(why, SENTENCES.scanDenied);
          if (refusal) reject(refusal);
          else resolve(null);
        },
      });
    }),
  call: (phone) => wx.makePhoneCall({ phoneNumber: phone, fail: () => undefined }),
  copy: (text) =>
    new Promise((resolve) => {
      wx.setClipboardData({ data: text, success: () => resolve(true), fail: () => resolve(false) });
    }),
  paste: () =>
    new Promise((resolve) => {
      wx.getClipboardData({ success: ({ data }) => resolve(data), fail: () => resolve(null) });
    }),
  openLink(address) {
    if (!wx.openOfficialAccountArticle || !address.startsWith("https://mp.weixin.qq.com/")) return false;
    wx.openOfficialAccountArticle({ url: address });
    return true;
  },
  keepForOffline: () => undefined,
  takeNewVersion: () => undefined,
  onNetworkBack,
  onShown(tell) {
    wx.onAppShow(tell);
    return () => wx.offAppShow(tell);
  },
  onHidden(tell) {
    wx.onAppHide(tell);
    return () => wx.offAppHide(tell);
  },
  onOtherTab: () => () => undefined,
  tellOtherTabs: () => undefined,
  isOffline: () => offline,
  alone,
  randomBytes,
  sha256,
};
