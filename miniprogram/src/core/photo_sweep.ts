// Files of photos that nothing on the phone needs any longer: what was removed from a draft, or sent.
import type { PhotoFiles, Shelf } from "@/platform/platform";
import { pileOf } from "./draft_pile";
import type { QueueRecords } from "./queue_records";

/** A younger file may belong to a draft that is not written down yet. */
const YOUNGEST_MS = 24 * 3600 * 1000;

/** `now` of the clock that names are made by. */
export async function sweepPhotos(photos: PhotoFiles, records: QueueRecords, shelf: Shelf, now: number): Promise<void> {
  const needed = await records.neededPhotos();
  for (const text of await shelf.list("draft/")) {
    const { open, aside } = pileOf(text);
    for (const { value } of open ? [open, ...aside] : aside) value.photos.forEach((photo) => needed.add(photo.name));
  }
  for (const name of await photos.names()) {
    if (!needed.has(name) && now - madeAt(name) > YOUNGEST_MS) await photos.remove(name);
  }
}

/** When a UUIDv7 was made; 0 for another name. */
function madeAt(name: string): number {
  const hex = name.replace(/-/g, "").slice(0, 12);
  return /^[0-9a-f]{12}$/.test(hex) ? Number.parseInt(hex, 16) : 0;
}
