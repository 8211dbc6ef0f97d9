// The page at /m/, in WeChat's browser or any other.
import { sha256 } from "./hash";
import { alone } from "./h5_alone";
import { choosePictures } from "./h5_pictures";
import { insideWechat, login } from "./h5_sign_in";
import { photos, settings, shelf } from "./h5_storage";
import { NoAnswer, type HttpAnswer, type HttpAsk, type Platform } from "./platform";

async function request(ask: HttpAsk): Promise<HttpAnswer> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ask.timeoutMs);
  try {
    const response = await fetch(ask.path, {
      method: ask.method,
      headers: ask.headers,
      body: ask.body,
      signal: stop.signal,
      credentials: "omit",
      cache: "no-store",
    });
    const headers: Record<string, string> = {};
    response.headers.forEach((value, name) => {
      headers[name.toLowerCase()] = value;
    });
    return { status: response.status, headers, text: await response.text() };
  } catch (error) {
    throw new NoAnswer(String(error));
  } finally {
    clearTimeout(timer);
  }
}

async function picture(path: string, headers: Record<string, string>): Promise<string | null> {
  try {
    const response = await fetch(path, { headers, credentials: "omit" });
    const blob = response.ok ? await response.blob() : null;
    return blob?.type.startsWith("image/") ? URL.createObjectURL(blob) : null;
  } catch {
    return null;
  }
}

function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

function listen(target: EventTarget, name: string, tell: (event: Event) => void): () => void {
  target.addEventListener(name, tell);
  return () => target.removeEventListener(name, tell);
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByField(text); // not served securely, or an old browser
  }
}

function copyByField(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.appendChild(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}

const ASK_AGAIN_MS = 3600 * 1000;

/** Not without TLS, and not in WeChat's browser on an iPhone: there a page that is open already goes on working. */
function keepForOffline(newVersion: () => void): void {
  const worker = navigator.serviceWorker;
  if (!worker) return;
  // The page came from a worker: when another takes its place, another version lies ready.
  if (worker.controller) worker.addEventListener("controllerchange", newVersion);
  void worker
    .register("/m/sw.js", { scope: "/m/" })
    .then((registration) => {
      let asked = Date.now(); // registering asks
      listen(document, "visibilitychange", () => {
        // A page that stays open for days would never hear of it.
        if (document.visibilityState !== "visible" || Math.abs(Date.now() - asked) < ASK_AGAIN_MS) return;
        asked = Date.now();
        void registration.update().catch(() => undefined);
      });
    })
    .catch(() => undefined);
}

export const h5: Platform = {
  name: "h5",
  request,
  picture,
  settings,
  shelf,
  photos,
  canSignInSilently: insideWechat,
  login: (account, how) =>
    Promise.resolve(login(account, how, () => Array.from(randomBytes(12), (byte) => byte.toString(36)).join(""))),
  choosePictures,
  askConsents: (ids) => Promise.resolve(Object.fromEntries(ids.map((id) => [id, "unavailable" as const]))),
  canScan: false,
  scanCode: () => Promise.resolve(null),
  call(phone) {
    location.href = `tel:${phone.replace(/[^\d+]/g, "")}`;
  },
  copy,
  paste: async () => {
    try {
      return await navigator.clipboard.readText();
    } catch {
      return null;
    }
  },
  openLink(address) {
    if (!/^https?:\/\//.test(address)) return false;
    location.href = address;
    return true;
  },
  keepForOffline,
  takeNewVersion: () => location.reload(),
  onNetworkBack: (tell) => listen(window, "online", tell),
  onShown(tell) {
    const stops = [
      listen(document, "visibilitychange", () => {
        if (document.visibilityState === "visible") tell();
      }),
      listen(window, "pageshow", tell),
    ];
    return () => stops.forEach((stop) => stop());
  },
  onHidden(tell) {
    const stops = [
      listen(document, "visibilitychange", () => {
        if (document.visibilityState === "hidden") tell();
      }),
      listen(window, "pagehide", tell),
    ];
    return () => stops.forEach((stop) => stop());
  },
  onOtherTab: (tell) =>
    listen(window, "storage", (event) => {
      const { key } = event as StorageEvent;
      if (key === "league.bump" || key === "league.session") tell();
    }),
  tellOtherTabs() {
    try {
      settings.set("bump", String(Date.now()));
    } catch {
      return;
    }
  },
  isOffline: () => !navigator.onLine,
  alone,
  randomBytes,
  sha256,
};
