// The browser's storage: settings in localStorage, entries and pictures in IndexedDB. Entries are written with strict
// durability: what the person was told is saved survives a phone that goes out.
import { NoRoom, type PhotoFiles, type Settings, type Shelf } from "./platform";

const PREFIX = "league.";

export const settings: Settings = {
  get(key) {
    try {
      return localStorage.getItem(PREFIX + key);
    } catch {
      return null; // a browser that forbids storage
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(PREFIX + key, value);
    } catch (error) {
      throw new NoRoom(String(error));
    }
  },
  remove(key) {
    try {
      localStorage.removeItem(PREFIX + key);
    } catch {
      return;
    }
  },
  keys() {
    try {
      const all = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
      return all.map((key) => key.slice(PREFIX.length));
    } catch {
      return [];
    }
  },
};

const SHELF = "shelf";
const PHOTOS = "photos";
type StoreName = typeof SHELF | typeof PHOTOS;

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const open = indexedDB.open("league", 1);
    open.onupgradeneeded = () => {
      open.result.createObjectStore(SHELF);
      open.result.createObjectStore(PHOTOS);
    };
    open.onsuccess = () => {
      // Another tab with a newer version, or the browser tidying up: open again next time.
      open.result.onversionchange = () => {
        open.result.close();
        opened = null;
      };
      open.result.onclose = () => {
        opened = null;
      };
      resolve(open.result);
    };
    open.onerror = () => reject(new NoRoom(String(open.error)));
    open.onblocked = () => reject(new NoRoom("blocked"));
  }).catch((error: unknown) => {
    opened = null;
    throw error instanceof NoRoom ? error : new NoRoom(String(error));
  });
  return opened;
}

/** Runs `work` in one transaction and resolves, with what it left in `result`, when that is on disk. */
async function inTransaction<T>(
  name: StoreName,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore, done: (result: T) => void, fail: (error: unknown) => void) => void,
): Promise<T> {
  const db = await database();
  return new Promise<T>((resolve, reject) => {
    const transaction = db.transaction(name, mode, { durability: "strict" });
    let result: T;
    let failure: unknown;
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(failure ?? new NoRoom(String(transaction.error)));
    work(
      transaction.objectStore(name),
      (value) => {
        result = value;
      },
      (error) => {
        failure = error;
        transaction.abort();
      },
    );
  });
}

export const shelf: Shelf = {
  get: (key) =>
    inTransaction<string | null>(SHELF, "readonly", (store, done) => {
      const asked = store.get(key);
      asked.onsuccess = () => done((asked.result as string | undefined) ?? null);
    }),
  list: (prefix) =>
    inTransaction<string[]>(SHELF, "readonly", (store, done) => {
      const asked = store.getAll(IDBKeyRange.bound(prefix, `${prefix}\uffff`));
      asked.onsuccess = () => done(asked.result as string[]);
    }),
  update: (key, change) =>
    inTransaction<string | null>(SHELF, "readwrite", (store, done, fail) => {
      const asked = store.get(key);
      asked.onsuccess = () => {
        const before = (asked.result as string | undefined) ?? null;
        try {
          const after = change(before);
          done(after);
          if (after === null) store.delete(key);
          else if (after !== before) store.put(after, key);
        } catch (error) {
          fail(error);
        }
      };
    }),
};

export const photos: PhotoFiles = {
  put: (name, bytes) =>
    inTransaction<void>(PHOTOS, "readwrite", (store) => {
      store.put(bytes, name);
    }),
  get: (name) =>
    inTransaction<ArrayBuffer | null>(PHOTOS, "readonly", (store, done) => {
      const asked = store.get(name);
      asked.onsuccess = () => done((asked.result as ArrayBuffer | undefined) ?? null);
    }),
  remove: (name) =>
    inTransaction<void>(PHOTOS, "readwrite", (store) => {
      store.delete(name);
    }),
  names: () =>
    inTransaction<string[]>(PHOTOS, "readonly", (store, done) => {
      const asked = store.getAllKeys();
      asked.onsuccess = () => done(asked.result.map(String));
    }),
  usedBytes: () =>
    inTransaction<number>(PHOTOS, "readonly", (store, done) => {
      let sum = 0;
      const walk = store.openCursor();
      walk.onsuccess = () => {
        const cursor = walk.result;
        done(sum);
        if (!cursor) return;
        sum += (cursor.value as ArrayBuffer).byteLength;
        cursor.continue();
      };
    }),
  async url(name) {
    const bytes = await this.get(name);
    return bytes ? URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" })) : null;
  },
  releaseUrl: (url) => URL.revokeObjectURL(url),
};
