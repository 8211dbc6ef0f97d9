// #ifdef H5
import "@/platform/h5_arrive";
// #endif
import { createSSRApp } from "vue";
import App from "./App.vue";

export function createApp() {
  return { app: createSSRApp(App) };
}
