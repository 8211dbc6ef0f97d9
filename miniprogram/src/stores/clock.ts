// The server's clock for pages.
import { dayOf, type Day } from "@/core/beijing";
import { clock } from "./wiring";

export const now = (): number => clock.now();
export const today = (): Day => dayOf(clock.now());
