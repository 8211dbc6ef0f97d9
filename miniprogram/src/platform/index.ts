// The platform that this build is for: only the wanted half reaches the bundle.
// #ifdef H5
import { h5 } from "./h5";
// #endif
// #ifdef MP-WEIXIN
import { mp } from "./mp";
// #endif
import type { Platform } from "./platform";

function choose(): Platform {
  // #ifdef MP-WEIXIN
  return mp;
  // #endif
  // #ifdef H5
  return h5;
  // #endif
}

export const platform: Platform = choose();
