// One line at the lower edge: what just happened, and for a few seconds the way back.
import { reactive } from "vue";

export interface Notice {
  text: string;
  /** Label of the way back, else empty. */
  action: string;
}

const SHOWN_MS = 5000;

export const notice = reactive<Notice>({ text: "", action: "" });
let undo: (() => void) | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows `text`; with `action` a button of that name stands beside it and calls `act`. */
export function tell(text: string, action = "", act: (() => void) | null = null, forMs = SHOWN_MS): void {
  clearTimeout(timer);
  notice.text = text;
  notice.action = action;
  undo = act;
  timer = setTimeout(hush, forMs);
}

export function hush(): void {
  clearTimeout(timer);
  notice.text = "";
  notice.action = "";
  undo = null;
}

export function takeBack(): void {
  const act = undo;
  hush();
  act?.();
}
