// The picture that is shown over everything. The mini program has a viewer of its own.
import { reactive } from "vue";

export const whole = reactive({ source: "", label: "" });

export function showWhole(source: string, label: string): void {
  // #ifdef MP-WEIXIN
  uni.previewImage({ urls: [source] });
  // #endif
  // #ifdef H5
  whole.source = source;
  whole.label = label;
  // #endif
}

export function hideWhole(): void {
  whole.source = "";
}
