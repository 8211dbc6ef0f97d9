// What the phone can do, in our words. Two implementations stand beside this file (h5.ts, mp.ts); pages, stores and
// core never call uni.* or wx.* for any of this, so that everything above can be tried in Node.

export type HttpMethod = "GET" | "PUT" | "POST" | "DELETE";

export interface HttpAsk {
  method: HttpMethod;
  /** Path with query, e.g. /api/v1/duties; the platform puts the server before it. */
  path: string;
  headers: Record<string, string>;
  /** Text or raw bytes. */
  body?: string | ArrayBuffer;
  timeoutMs: number;
}

/** Whatever answered: perhaps our server, perhaps a hotel's login page. */
export interface HttpAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  text: string;
}

/** Nobody answered: no network, a timeout, a connection that broke. Whether the server got it is not known. */
export class NoAnswer extends Error {}

/** There is no room, or no storage at all (a browser that forbids it). */
export class NoRoom extends Error {}

/** A picture that this phone cannot open. */
export class PictureUnreadable extends Error {}

/** The phone, WeChat or the office has not allowed what was asked for; the message says to people what to do. */
export class NotAllowed extends Error {}

/** Small settings: read and written at once, lost together with the program's data. */
export interface Settings {
  get(key: string): string | null;
  /** Throws NoRoom. */
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

/** Texts that must survive: a promise is kept when the text is on disk. */
export interface Shelf {
  get(key: string): Promise<string | null>;
  /** The texts of all keys that begin with `prefix`, by key. */
  list(prefix: string): Promise<string[]>;
  /**
   * Reads, changes and writes in one step that no other tab can come between; null means no such entry, and
   * returning null removes it. Returns what is there afterwards. Rejects with NoRoom.
   */
  update(key: string, change: (before: string | null) => string | null): Promise<string | null>;
}

/** Pictures that wait to be sent, by name. */
export interface PhotoFiles {
  /** Rejects with NoRoom. */
  put(name: string, bytes: ArrayBuffer): Promise<void>;
  get(name: string): Promise<ArrayBuffer | null>;
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
  usedBytes(): Promise<number>;
  /** For <image src>; null when the file is gone. Release it with `releaseUrl`. */
  url(name: string): Promise<string | null>;
  releaseUrl(url: string): void;
}

/** A picture as chosen and made small. */
export interface ChosenPicture {
  /** JPEG, upright, without metadata. */
  bytes: ArrayBuffer;
  width: number;
  height: number;
}

/** Whether the page may leave to fetch a code: not now, by itself, or since the person tapped. */
export type SignInHow = "stay" | "by_itself" | "by_tap";

export type LoginOutcome =
  | { kind: "code"; code: string; account: string }
  /** The page is on its way to WeChat and will be loaded anew. */
  | { kind: "leaving" }
  /** Not inside WeChat, or WeChat refused. */
  | { kind: "unavailable"; reason: string };

export type ConsentAnswer = "accept" | "reject" | "unavailable";

export interface Platform {
  readonly name: "h5" | "mp-weixin";

  /** Rejects with NoAnswer only. */
  request(ask: HttpAsk): Promise<HttpAnswer>;

  /** A picture of the server as something for <image src>; null when it cannot be had. */
  picture(path: string, headers: Record<string, string>): Promise<string | null>;

  readonly settings: Settings;
  readonly shelf: Shelf;
  readonly photos: PhotoFiles;

  /** Whether signing in costs the person nothing (mini program; the page inside WeChat's browser). */
  canSignInSilently(): boolean;
  /**
   * A fresh login code of WeChat. On H5 the code that the address brought; else, if it may, the page leaves for the
   * authorization of `account` (an official account's name) and comes back to where it is. By itself not twice within a
   * minute.
   */
  login(account: string, how: SignInHow): Promise<LoginOutcome>;

  /**
   * Up to `count` pictures of camera or album, made small; an empty list when the person changed their mind. Rejects with
   * PictureUnreadable or NotAllowed.
   */
  choosePictures(count: number, from: "camera" | "album" | "ask"): Promise<ChosenPicture[]>;

  /**
   * WeChat's question whether these notices may be sent. To be called directly in the tap handler, before any await
   * (WeChat shows it only then).
   */
  askConsents(templateIds: string[]): Promise<Record<string, ConsentAnswer>>;

  /** The text of a code; null when the person turned back or this browser cannot. Rejects with NotAllowed. */
  scanCode(): Promise<string | null>;
  readonly canScan: boolean;
  call(phone: string): void;
  copy(text: string): Promise<boolean>;
  /** What is on the clipboard; null where reading is not allowed: then the person pastes into a text field. */
  paste(): Promise<string | null>;
  /** An article of the official account, or any address: opened, or else false (then copy it). */
  openLink(address: string): boolean;

  /**
   * Has the program itself kept, so that it opens at once and without a network, where that is not so anyway. Tells when
   * another version of it lies ready, which the next opening shows, or `takeNewVersion` at once.
   */
  keepForOffline(newVersion: () => void): void;
  takeNewVersion(): void;

  /** Telling: returns how to stop. */
  onNetworkBack(tell: () => void): () => void;
  onShown(tell: () => void): () => void;
  onHidden(tell: () => void): () => void;
  /** What another tab of the same browser changed; never on the mini program. */
  onOtherTab(tell: () => void): () => void;
  tellOtherTabs(): void;
  /** What is known without asking: true when there is surely no network. */
  isOffline(): boolean;

  /** Runs `work` while no other tab runs its own; waits for its turn. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;

  randomBytes(count: number): Uint8Array;
  sha256(bytes: ArrayBuffer): Promise<string>;
}
