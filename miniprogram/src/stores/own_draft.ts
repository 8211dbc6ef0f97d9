// What a person has written and not sent: kept on this phone until it is, and forgotten with whoever leaves.
import { platform } from "@/platform";
import { now } from "./clock";
import { keeper, remember, remembered } from "./wiring";

export function ownDraft<T>(name: string) {
  const key = `kept.draft.${name}`;
  return {
    /** Null when nothing is kept, or it is somebody else's. */
    read(): T | null {
      const kept = remembered<{ owner: string | null; value: T } | null>(key, null);
      return kept && kept.owner === keeper.owner ? kept.value : null;
    },
    write: (value: T) => remember(key, { owner: keeper.owner, at: now(), value }),
    drop: () => platform.settings.remove(key),
  };
}
