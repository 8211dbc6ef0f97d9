import { defineConfig, type Plugin } from "vite";
import uni from "@dcloudio/vite-plugin-uni";

/**
 * uni-h5 brings addresses of its maker with it: a shadow picture of its title bar, fetched three seconds after the
 * start, and an advertisement client that we never call. Nothing here may leave the page's own origin, so they go.
 */
function noOutsideAddresses(): Plugin {
  const outside = /https?:\/\/[a-z0-9.-]+\.dcloud\.net\.cn[^"')\s]*/g;
  return {
    name: "no-outside-addresses",
    enforce: "post",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === "chunk") file.code = file.code.replace(outside, "");
        else if (typeof file.source === "string" && file.fileName.endsWith(".css")) {
          file.source = file.source.replace(/@keyframes shadow-preload\{(?:[^{}]*\{[^{}]*\})*\}/g, "");
        }
      }
    },
  };
}

const h5 = process.env.UNI_PLATFORM !== "mp-weixin";

/**
 * All of ours in one script: over a weak signal each further request costs more than its bytes, and a page that was never
 * opened can be opened without a network.
 */
function oneScript(id: string): string | undefined {
  return /\/miniprogram\/src\/(?!main\.ts)/.test(id) ? "pages" : undefined;
}

export default defineConfig({
  base: "/m/",
  plugins: [uni(), noOutsideAddresses()],
  build: {
    target: "es2018",
    sourcemap: false,
    ...(h5 ? { cssCodeSplit: false, rollupOptions: { output: { manualChunks: oneScript } } } : {}),
  },
});
