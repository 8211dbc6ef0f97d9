// Why WeChat did not do what a tap asked for. It says nothing on the screen by itself, except where the person turned
// back.
import { SENTENCES } from "@/core/sentences";
import { NotAllowed } from "./platform";

/** What the person may be told; null when they turned back themselves. */
export function refusalOf(why: WxFailure, denied: string): NotAllowed | null {
  const said = why.errMsg.toLowerCase();
  if (said.includes("cancel")) return null;
  // The office has not named it in the privacy declaration (errno 112), or the person refused that (errno 104).
  if (why.errno === 112 || said.includes("privacy agreement")) return new NotAllowed(SENTENCES.notDeclared);
  if (why.errno === 104 || said.includes("privacy")) return new NotAllowed(SENTENCES.privacyRefused);
  return new NotAllowed(denied);
}
