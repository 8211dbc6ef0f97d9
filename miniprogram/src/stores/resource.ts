// Something read from the server and shown: what is remembered at once, with the time when it was true, then what the
// server says now. Without a network the old stays and says how old it is.
import { getCurrentScope, onScopeDispose, reactive } from "vue";
import type { ApiResult } from "@/api/client";
import { platform } from "@/platform";
import { keeper, onSessionChange, remember, remembered } from "./wiring";
import { now } from "./clock";

export interface Resource<T> {
  readonly value: T | null;
  /** When it was true, in milliseconds. */
  readonly asOf: number | null;
  readonly loading: boolean;
  /** Why it could not be read anew, for people; "" when it could. */
  readonly fault: string;
  /** Shown from memory: not yet read anew. */
  readonly stale: boolean;
  load(options?: { force?: boolean }): Promise<void>;
  forget(): void;
}

interface Options<T> {
  fetch(): Promise<ApiResult<T>>;
  /** Under which it is remembered on the phone; left out, it is not. */
  key?: string;
  /** Of the person who is signed in, and forgotten with them; else the same for everybody. */
  personal?: boolean;
  /** Whether what is remembered is what is wanted; all is, when left out. */
  accepts?(value: T): boolean;
  /** Not asked for again within this time, unless forced. */
  freshMs?: number;
}

interface Kept<T> {
  owner: string | null;
  at: number;
  value: T;
}

const PREFIX = "kept.";

/** Nothing of the person who leaves stays readable on the phone, whenever it was remembered. */
export function forgetPersonal(): void {
  for (const key of platform.settings.keys()) {
    if (key.startsWith(PREFIX) && remembered<Partial<Kept<unknown>>>(key, {}).owner !== null) {
      platform.settings.remove(key);
    }
  }
}

export function createResource<T>({ fetch, key, personal = true, accepts, freshMs = 3000 }: Options<T>): Resource<T> {
  let running: Promise<void> | null = null;
  let readAt = 0;
  let recalledFor: string | null | undefined;

  const state = reactive({
    value: null as T | null,
    asOf: null as number | null,
    loading: false,
    fault: "",
    stale: false,
    load,
    forget,
  }) as { -readonly [K in keyof Resource<T>]: Resource<T>[K] };

  const ownerNow = () => (personal ? keeper.owner : null);

  function recall(): void {
    const owner = ownerNow();
    if (recalledFor === owner) return;
    recalledFor = owner;
    readAt = 0;
    const kept = key ? remembered<Kept<T> | null>(PREFIX + key, null) : null;
    const mine = kept && kept.owner === owner && (accepts?.(kept.value) ?? true) ? kept : null;
    state.value = mine ? mine.value : null;
    state.asOf = mine ? mine.at : null;
    state.stale = mine !== null;
    state.fault = "";
  }

  function load({ force = false }: { force?: boolean } = {}): Promise<void> {
    recall();
    if (!force && state.value !== null && !state.stale && now() - readAt < freshMs) return Promise.resolve();
    running ??= read().finally(() => {
      running = null;
      state.loading = false;
    });
    return running;
  }

  async function read(): Promise<void> {
    const owner = ownerNow();
    state.loading = true;
    const result = await fetch();
    if (owner !== ownerNow()) return;
    if (!result.ok) {
      state.fault = result.problem.sentence;
      state.stale = state.value !== null;
      return;
    }
    readAt = now();
    state.value = result.body;
    state.asOf = readAt;
    state.stale = false;
    state.fault = "";
    if (key) remember(PREFIX + key, { owner, at: readAt, value: result.body } satisfies Kept<T>);
  }

  function forget(): void {
    readAt = 0;
  }

  if (personal) {
    const stop = onSessionChange(recall);
    if (getCurrentScope()) onScopeDispose(stop); // made by a page: ends with it
  }
  return state;
}
