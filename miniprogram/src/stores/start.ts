// What happens when the program is opened.
import { sweepPhotos } from "@/core/photo_sweep";
import { platform } from "@/platform";
import { now } from "./clock";
import { consents } from "./consents";
import { kinds } from "./kinds";
import { office } from "./office";
import { records } from "./queue";
import { session } from "./session";
import { version } from "./version";

export async function start(): Promise<void> {
  // Tells the clock what time it is, too, before anybody writes down a day.
  const asked = office.load();
  await session.start();
  await asked;
  if (session.state !== "signed_out") void kinds.load();
  // Known before the first tap, since WeChat's question cannot wait for an answer.
  if (session.state === "bound" && platform.name === "mp-weixin") void consents.load();
  platform.keepForOffline(version.ready);
  void sweepPhotos(platform.photos, records, platform.shelf, now()).catch(() => undefined);
}
