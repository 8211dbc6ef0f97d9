// The mini program's storage: entries and settings in WeChat's key-value storage (10 MB, 1 MB a key), pictures as files
// of the user's folder. Everything runs on one thread, so reading and writing one after the other is one step.
import { NoRoom, type PhotoFiles, type Settings, type Shelf } from "./platform";

const SETTING = "s/";
const ENTRY = "e/";

function read(key: string): string | null {
  const value = wx.getStorageSync(key);
  return typeof value === "string" && value !== "" ? value : null;
}

function write(key: string, value: string): void {
  try {
    wx.setStorageSync(key, value);
  } catch (error) {
    throw new NoRoom(String(error));
  }
}

const keysWith = (prefix: string) => wx.getStorageInfoSync().keys.filter((key) => key.startsWith(prefix));

export const settings: Settings = {
  get: (key) => read(SETTING + key),
  set: (key, value) => write(SETTING + key, value),
  remove: (key) => wx.removeStorageSync(SETTING + key),
  keys: () => keysWith(SETTING).map((key) => key.slice(SETTING.length)),
};

export const shelf: Shelf = {
  get: (key) => Promise.resolve(read(ENTRY + key)),
  list(prefix) {
    const keys = keysWith(ENTRY + prefix).sort();
    return Promise.resolve(keys.map(read).filter((text): text is string => text !== null));
  },
  async update(key, change) {
    const before = read(ENTRY + key);
    const after = change(before);
    if (after === before) return after;
    if (after === null) wx.removeStorageSync(ENTRY + key);
    else write(ENTRY + key, after);
    return after;
  },
};

const folder = () => `${wx.env.USER_DATA_PATH}/photos`;
const pathOf = (name: string) => `${folder()}/${name}.jpg`;

function exists(path: string): boolean {
  try {
    wx.getFileSystemManager().accessSync(path);
    return true;
  } catch {
    return false;
  }
}

export function readFile(path: string): Promise<ArrayBuffer | null> {
  return new Promise((resolve) => {
    wx.getFileSystemManager().readFile({
      filePath: path,
      success: ({ data }) => resolve(data instanceof ArrayBuffer ? data : null),
      fail: () => resolve(null),
    });
  });
}

export const photos: PhotoFiles = {
  put(name, bytes) {
    const files = wx.getFileSystemManager();
    return new Promise((resolve, reject) => {
      const fail = (why: unknown) => reject(new NoRoom(JSON.stringify(why)));
      try {
        if (!exists(folder())) files.mkdirSync(folder(), true);
      } catch (error) {
        fail(error);
        return;
      }
      files.writeFile({ filePath: pathOf(name), data: bytes, success: () => resolve(), fail });
    });
  },
  get: (name) => readFile(pathOf(name)),
  remove: (name) =>
    new Promise((resolve) => {
      wx.getFileSystemManager().unlink({ filePath: pathOf(name), success: () => resolve(), fail: () => resolve() });
    }),
  names() {
    if (!exists(folder())) return Promise.resolve([]);
    const files = wx.getFileSystemManager().readdirSync(folder());
    return Promise.resolve(files.map((file) => file.replace(/\.jpg$/, "")));
  },
  async usedBytes() {
    const files = wx.getFileSystemManager();
    return (await this.names()).reduce((sum, name) => sum + files.statSync(pathOf(name)).size, 0);
  },
  url: (name) => Promise.resolve(exists(pathOf(name)) ? pathOf(name) : null),
  releaseUrl: () => undefined,
};
