// How large the person wants text. A browser applies its own setting through rem; WeChat only tells a number.
import { reactive } from "vue";

const USUAL = 16;
const BASE = 17;

/** Letters of plain text that fit into the width of the screen; below these bounds rows are broken or stacked. */
const TIGHT = 20;
const LARGE = 15;

/** style: for the root of a screen, empty on H5. */
export const textSize = reactive({ style: "", tight: false, large: false });

function fit(width: number, base: number): void {
  textSize.tight = width / base < TIGHT;
  textSize.large = width / base < LARGE;
}

/** Asked again whenever a page shows: people change it while the program sleeps. */
export function readTextSize(): void {
  // #ifdef MP-WEIXIN
  const told = uni.getAppBaseInfo() as { fontSizeSetting?: number };
  const setting = told.fontSizeSetting || USUAL;
  const base = Math.round((BASE * setting) / USUAL);
  textSize.style = `--u:${base}px`;
  fit(uni.getWindowInfo().windowWidth, base);
  // #endif
  // #ifdef H5
  const usual = parseFloat(getComputedStyle(document.documentElement).fontSize);
  fit(window.innerWidth, (usual * BASE) / USUAL);
  // #endif
}
