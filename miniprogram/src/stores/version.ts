// Another version of the page that lies ready. Nobody is interrupted by it: the next opening shows it, or a tap.
import { reactive } from "vue";
import { platform } from "@/platform";
import { flushAll } from "./wiring";

export const version = reactive({
  isNewReady: false,
  ready: (): void => void (version.isNewReady = true),
  /** What is being written is on the phone first. */
  async take(): Promise<void> {
    await flushAll();
    platform.takeNewVersion();
  },
});
